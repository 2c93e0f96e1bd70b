/// The description of the routes, by hand; a test holds it against the routes and their answers.
enum DescriptionText {
  /// OpenAPI 3.1, with places for the names and the columns of models.
  static let whole = head + paths + ",\n" + DescriptionSchemas.components + "\n}\n"

  private static let head = #"""
    {
    "openapi": "3.1.0",
    "info": {"title": "OfferScope", "version": "0.1.0",
      "description": "Scores customers, ranks offers for them, and says why, by saved models."},
    "security": [{}, {"bearer": []}],

    """#

  private static let paths = #"""
    "paths": {
      "/v1/score": {"post": {"operationId": "score", "summary": "Score customers.",
        "requestBody": {"required": true, "content": {"application/json":
          {"schema": {"$ref": "#/components/schemas/ScoreRequest"}}}},
        "responses": {
          "200": {"description": "A score for each customer, in order.", "content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/ScoreAnswer"}}}},
          "400": {"$ref": "#/components/responses/Refused"},
          "401": {"$ref": "#/components/responses/Refused"},
          "404": {"$ref": "#/components/responses/Refused"},
          "413": {"$ref": "#/components/responses/Refused"},
          "415": {"$ref": "#/components/responses/Refused"},
          "422": {"$ref": "#/components/responses/Refused"},
          "503": {"$ref": "#/components/responses/Refused"}}}},
      "/v1/rank": {"post": {"operationId": "rank", "summary": "Rank the offers for customers.",
        "requestBody": {"required": true, "content": {"application/json":
          {"schema": {"$ref": "#/components/schemas/RankRequest"}}}},
        "responses": {
          "200": {"description": "The offers of each customer, best first, and those that can't be shown.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/RankAnswer"}}}},
          "400": {"$ref": "#/components/responses/Refused"},
          "401": {"$ref": "#/components/responses/Refused"},
          "404": {"$ref": "#/components/responses/Refused"},
          "409": {"$ref": "#/components/responses/Refused"},
          "413": {"$ref": "#/components/responses/Refused"},
          "415": {"$ref": "#/components/responses/Refused"},
          "422": {"$ref": "#/components/responses/Refused"},
          "503": {"$ref": "#/components/responses/Refused"}}}},
      "/v1/explain": {"post": {"operationId": "explain",
        "summary": "Say which columns move the probability of customers, by SHAP values.",
        "requestBody": {"required": true, "content": {"application/json":
          {"schema": {"$ref": "#/components/schemas/ExplainRequest"}}}},
        "responses": {
          "200": {"description": "The reasons of each customer, those that move most first.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ExplainAnswer"}}}},
          "400": {"$ref": "#/components/responses/Refused"},
          "401": {"$ref": "#/components/responses/Refused"},
          "404": {"$ref": "#/components/responses/Refused"},
          "413": {"$ref": "#/components/responses/Refused"},
          "415": {"$ref": "#/components/responses/Refused"},
          "422": {"$ref": "#/components/responses/Refused"},
          "503": {"$ref": "#/components/responses/Refused"}}}},
      "/v1/batch": {"post": {"operationId": "batch",
        "summary": "Score a file as it streams through; the answer has its form and order.",
        "parameters": [{"name": "model", "in": "query", "schema": {"enum": ["MODEL NAMES"]}}],
        "requestBody": {"required": true, "content": {
          "text/csv": {"schema": {"$ref": "#/components/schemas/CSV"}},
          "application/x-ndjson": {"schema": {"type": "string"}}}},
        "responses": {
          "200": {"description": "A line for each customer; cut off where the work fails midway.",
            "headers": {
              "offerscope-missing-columns": {"$ref": "#/components/headers/Names"},
              "offerscope-ignored-columns": {"$ref": "#/components/headers/Names"},
              "offerscope-unseen-cells": {"$ref": "#/components/headers/Counts"},
              "offerscope-unreadable-cells": {"$ref": "#/components/headers/Counts"}},
            "content": {"text/csv": {"schema": {"type": "string"}},
              "application/x-ndjson": {"schema": {"type": "string"}}}},
          "401": {"$ref": "#/components/responses/Refused"},
          "404": {"$ref": "#/components/responses/Refused"},
          "413": {"$ref": "#/components/responses/Refused"},
          "415": {"$ref": "#/components/responses/Refused"},
          "422": {"$ref": "#/components/responses/Refused"},
          "503": {"$ref": "#/components/responses/Refused"}}}},
      "/invocations": {"post": {"operationId": "invocations",
        "summary": "As SageMaker calls it: /v1/score for JSON, /v1/batch for all else.",
        "requestBody": {"required": true, "content": {
          "application/json": {"schema": {"$ref": "#/components/schemas/ScoreRequest"}},
          "text/csv": {"schema": {"$ref": "#/components/schemas/CSV"}},
          "application/x-ndjson": {"schema": {"type": "string"}}}},
        "responses": {
          "200": {"description": "As /v1/score or /v1/batch.", "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/ScoreAnswer"}},
            "text/csv": {"schema": {"type": "string"}},
            "application/x-ndjson": {"schema": {"type": "string"}}}},
          "400": {"$ref": "#/components/responses/Refused"},
          "401": {"$ref": "#/components/responses/Refused"},
          "404": {"$ref": "#/components/responses/Refused"},
          "413": {"$ref": "#/components/responses/Refused"},
          "415": {"$ref": "#/components/responses/Refused"},
          "422": {"$ref": "#/components/responses/Refused"},
          "503": {"$ref": "#/components/responses/Refused"}}}},
      "/v1/models": {"get": {"operationId": "models", "summary": "The models that answer.",
        "responses": {
          "200": {"description": "The models by name.", "content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/Models"}}}},
          "401": {"$ref": "#/components/responses/Refused"},
          "503": {"$ref": "#/components/responses/Refused"}}}},
      "/v1/models/{name}": {"get": {"operationId": "model",
        "summary": "What a model is, what it was trained on, and what it reads.",
        "parameters": [{"name": "name", "in": "path", "required": true,
          "schema": {"type": "string", "enum": ["MODEL NAMES"]}}],
        "responses": {
          "200": {"description": "The model.", "content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/Model"}}}},
          "401": {"$ref": "#/components/responses/Refused"},
          "404": {"$ref": "#/components/responses/Refused"},
          "503": {"$ref": "#/components/responses/Refused"}}}},
      "/v1/reload": {"post": {"operationId": "reload",
        "summary": "Read the model files again; needs a server with tokens.",
        "responses": {
          "200": {"description": "The models that answer now.", "content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/Models"}}}},
          "401": {"$ref": "#/components/responses/Refused"},
          "403": {"$ref": "#/components/responses/Refused"},
          "409": {"$ref": "#/components/responses/Refused"},
          "503": {"$ref": "#/components/responses/Refused"}}}},
      "/health": {"get": {"operationId": "health", "summary": "Whether the process answers.",
        "security": [{}], "responses": {"200": {"$ref": "#/components/responses/Fine"}}}},
      "/ping": {"get": {"operationId": "ping", "summary": "As SageMaker asks whether models answer.",
        "security": [{}], "responses": {"200": {"$ref": "#/components/responses/Fine"}}}},
      "/ready": {"get": {"operationId": "ready", "summary": "Which models answer.",
        "security": [{}], "responses": {
          "200": {"description": "Models answer.", "content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/Ready"}}}}}}},
      "/metrics": {"get": {"operationId": "metrics", "summary": "Counts for Prometheus.",
        "security": [{}], "responses": {"200": {"description": "Text format 0.0.4.",
          "content": {"text/plain": {"schema": {"type": "string"}}}}}}},
      "/openapi.json": {"get": {"operationId": "description", "summary": "This description.",
        "security": [{}], "responses": {"200": {"description": "OpenAPI 3.1.",
          "content": {"application/json": {"schema": {"type": "object"}}}}}}}
    }
    """#
}
