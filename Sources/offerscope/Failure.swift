import Dashboard
import Drawing
import Foundation
import Ingestion
import Modelling
import Offers
import Registry
import Synthetic
import Tabular
import Workbench

/// What went wrong, as one sentence and an exit code.
struct Failure {
  let message: String
  let exitCode: Int32

  /// The words for errors of ours; `nil` for those of the argument parser, which has its own.
  init?(_ error: any Error) {
    switch error {
    case let error as WorkbenchError:
      self.init(error.message, isInput: error.code != .failed)
    case let error as DrawingError:
      self.init(error.message, isInput: false)
    case let error as ScriptError:
      self.init(error.message, isInput: error.code != .notMet)
    case let error as TabularError:
      self.init(error.message, isInput: true)
    case let error as RegistryError:
      self.init(error.message, isInput: error.code != .unavailable)
    case let error as OfferError:
      self.init(error.message, isInput: true)
    case let error as IngestionError:
      self.init(error.message, isInput: error.code != .failed && error.code != .cancelled)
    case let error as ModellingError:
      self.init(error.message, isInput: error.code != .xgboostFailure && error.code != .cancelled)
    case let error as NSError
    where error.domain == NSCocoaErrorDomain || error.domain == NSPOSIXErrorDomain:
      self.init(error.localizedDescription, isInput: false)
    default:
      return nil
    }
  }

  private init(_ message: String, isInput: Bool) {
    self.message = message
    exitCode = isInput ? 2 : 1
  }
}
