import Workbench

/// Holds a value against a schema of the description, by the words that the description uses.
struct JSONSchema {
  let document: JSONValue

  /// What is wrong with a value; empty where it fits.
  func faults(of value: JSONValue, against schema: JSONValue, at place: String = "$") -> [String] {
    if let reference = schema["$ref"]?.text {
      guard let target = resolve(reference) else { return ["\(place): \(reference) is nowhere"] }
      return faults(of: value, against: target, at: place)
    }
    var faults: [String] = []
    if let expected = schema["const"], expected != value { faults.append("\(place): is not const") }
    if let options = schema["enum"]?.elements, !options.contains(value) {
      faults.append("\(place): is none of enum")
    }
    if let options = schema["anyOf"]?.elements,
      !options.contains(where: { self.faults(of: value, against: $0, at: place).isEmpty })
    {
      faults.append("\(place): fits no part of anyOf")
    }
    if let type = schema["type"] {
      let names = type.text.map { [$0] } ?? type.elements.compactMap(\.text)
      if !names.contains(where: { Self.is(value, $0) }) {
        faults.append("\(place): is no \(names)")
      }
    }
    if let text = value.text, let least = schema["minLength"]?.number,
      Double(text.unicodeScalars.count) < least
    {
      faults.append("\(place): too short")
    }
    if let number = value.number {
      if let least = schema["minimum"]?.number, number < least {
        faults.append("\(place): too small")
      }
      if let most = schema["maximum"]?.number, number > most {
        faults.append("\(place): too large")
      }
    }
    if case .array(let elements) = value, let items = schema["items"] {
      for (index, element) in elements.enumerated() {
        faults += self.faults(of: element, against: items, at: "\(place)[\(index)]")
      }
    }
    if case .object(let members) = value {
      for name in schema["required"]?.elements.compactMap(\.text) ?? [] where value[name] == nil {
        faults.append("\(place): lacks \(name)")
      }
      for member in members {
        let here = "\(place).\(member.name)"
        if let own = schema["properties"]?[member.name] {
          faults += self.faults(of: member.value, against: own, at: here)
        } else if let others = schema["additionalProperties"] {
          if others == .bool(false) { faults.append("\(here): is not described") }
          if case .object = others {
            faults += self.faults(of: member.value, against: others, at: here)
          }
        }
      }
    }
    return faults
  }

  /// What a reference within the document points to.
  func resolve(_ reference: String) -> JSONValue? {
    reference.dropFirst(2).split(separator: "/").reduce(Optional(document)) { $0?[String($1)] }
  }

  private static func `is`(_ value: JSONValue, _ type: String) -> Bool {
    switch (value, type) {
    case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.text, "string"),
      (.array, "array"), (.object, "object"):
      true
    case (.number(let number), "integer"): number == number.rounded()
    default: false
    }
  }
}
