/// A screen with a keyboard: a real one, or one in memory.
///
/// It belongs to the thread that made it; only its `waker` may leave that thread.
public protocol Terminal: AnyObject {
  /// The extent of the screen.
  var size: Size { get }
  /// The colours in use; the next frame is drawn in full after a change.
  var theme: Theme { get set }
  /// What frames should be drawn for.
  var medium: Medium { get }
  /// Ends a wait from any thread.
  var waker: Waker { get }

  /// Shows a frame. One that looks like the last one costs nothing.
  func present(_ frame: Frame)
  /// Waits until something happens or the time is over, and returns all that happened, oldest first;
  /// nothing if the time is over. `nil` waits for as long as it takes.
  func nextEvents(within time: Duration?) -> [InputEvent]
  /// Gives the screen back, stops the job, and takes the screen again when the job continues.
  func suspend()
  /// The most bytes of text that the clipboard takes; 0 where there is no clipboard.
  var clipboardByteLimit: Int { get }
  /// Hands text to the clipboard of the terminal; whether the terminal takes it can't be known.
  func copyToClipboard(_ text: String)
  /// Rings the bell.
  func ring()
  /// Gives the screen back. Nothing may be presented after that.
  func close()
}
