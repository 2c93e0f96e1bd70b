import Evaluation
import Modelling

/// What one way of splitting does to a figure, as JSON.
struct SplitAuditPart: Encodable {
  let split: String
  @Null var error: String?
  let trainRows: Int
  let testRows: Int
  @Null var rocAUC: Interval?
  @Null var repeatedRows: RepeatedPart?
  @Null var groupsOnBothSides: Int?
  @Null var testShareOfThese: Double?
  @Null var testToldFromTrain: Interval?
  let tellingColumns: [ColumnPart]

  struct ColumnPart: Encodable {
    let column: String
    let gainShare: Double
    let rocAUC: Double
  }

  init(_ audit: SplitAudit) {
    split = audit.scheme.description
    trainRows = audit.trainRows
    testRows = audit.testRows
    tellingColumns = (audit.shift?.columns ?? []).map {
      ColumnPart(column: $0.name, gainShare: $0.share, rocAUC: $0.area)
    }
    error = audit.failure
    rocAUC = audit.area
    repeatedRows = audit.repeated.map(RepeatedPart.init)
    groupsOnBothSides = audit.sharedGroups
    testShareOfThese = audit.sharedShare
    testToldFromTrain = audit.shift?.area
  }
}

/// Test rows that stand among the training rows, as JSON.
struct RepeatedPart: Encodable {
  let testShare: Double
  let newRows: Int
  let models: [ModelPart]

  struct ModelPart: Encodable {
    let name: String
    @Null var rocAUC: Double?
    @Null var rocAUCOnNewRows: Double?
  }

  init(_ repeated: RepeatedRows) {
    testShare = repeated.testShare
    newRows = repeated.newRows
    models = repeated.models.map {
      ModelPart(name: $0.name, rocAUC: $0.area, rocAUCOnNewRows: $0.areaOnNew)
    }
  }
}
