import Modelling
import Testing
import Workbench

@testable import Dashboard

/// What is left of a whole training: the model in work by its steps, the others by what they took.
@Suite struct TimeLeftTests {
  private func training(folds: Bool = false) throws -> Training {
    let dashboard = try SmallDashboard.trained()
    var plan = try #require(dashboard.state.session.plan)
    if folds { plan.split = .folds(5) }
    var training = Training(run: 1)
    training.isRunning = true
    training.plan = plan
    training.kinds = [.logistic, .forest, .boosted]
    for kind in training.kinds { training.models[kind] = ModelTraining() }
    return training
  }

  private func running(_ step: Int, of count: Int, seconds: Double) -> ModelTraining {
    var model = ModelTraining()
    model.phase = .running
    model.advance(
      TrainingProgress(step: step, stepCount: count), [], seconds: seconds, isCalm: false)
    return model
  }

  @Test func waitingModelsCountByWhatTheyTookBefore() throws {
    var training = try training()
    training.models[.logistic]?.phase = .ended
    training.models[.forest] = running(25, of: 100, seconds: 2)
    #expect(training.secondsLeft(lastSeconds: [:]) == nil)
    let left = try #require(training.secondsLeft(lastSeconds: [.boosted: 4]))
    #expect(abs(left - 10) < 1e-9)
    #expect(training.timeLeft(lastSeconds: [.boosted: 4]) == "about 10 s left")
    training.isPaused = true
    #expect(training.secondsLeft(lastSeconds: [.boosted: 4]) == nil)
  }

  @Test func foldsToComeAreCounted() throws {
    var training = try training(folds: true)
    training.foldsBegun = 2
    training.foldSeconds = [.logistic: [1, 1], .forest: [8], .boosted: [4]]
    training.models[.forest] = running(25, of: 100, seconds: 2)
    // Six of this fit, boosted, and three folds of all.
    let left = try #require(training.secondsLeft(lastSeconds: [:]))
    #expect(abs(left - (6 + 4 + 3 * (1 + 8 + 4))) < 1e-9)
  }
}
