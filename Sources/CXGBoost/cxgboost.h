#ifndef CXGBOOST_H
#define CXGBOOST_H

#include <xgboost/c_api.h>

#endif
