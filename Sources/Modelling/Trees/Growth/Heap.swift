/// What a ``Heap`` keeps in order.
protocol HeapOrdered {
  func comesBefore(_ other: Self) -> Bool
}

/// A binary heap: the first element by its order in O(log n).
struct Heap<Element: HeapOrdered> {
  private var elements: [Element] = []

  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0, elements[child].comesBefore(elements[(child - 1) / 2]) {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() -> Element? {
    guard let first = elements.first else { return nil }
    let last = elements.removeLast()
    guard !elements.isEmpty else { return first }
    elements[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in 2 * parent + 1...2 * parent + 2
      where child < elements.count && elements[child].comesBefore(elements[least]) {
        least = child
      }
      if least == parent { return first }
      elements.swapAt(least, parent)
      parent = least
    }
  }
}
