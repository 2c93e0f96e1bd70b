/// The parts of the description that answers are made of.
enum DescriptionSchemas {
  static let components = #"""
    "components": {
      "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
      "headers": {
        "Names": {"description": "Of CSV: columns, percent-encoded, with commas between; absent where there are none.",
          "schema": {"type": "string"}},
        "Counts": {"description": "Of CSV: cells that count as missing, by column, as contact=3. A longer batch gives them behind its last line, as a trailer.",
          "schema": {"type": "string"}}
      },
      "responses": {
        "Fine": {"description": "It answers.", "content": {"application/json": {"schema":
          {"type": "object", "required": ["status"], "additionalProperties": false,
            "properties": {"status": {"const": "ok"}}}}}},
        "Refused": {"description": "Why the request is not answered as asked.", "content":
          {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
      },
      "schemas": {
        "REQUEST SCHEMAS": {},
        "Error": {"type": "object", "required": ["error"], "additionalProperties": false,
          "properties": {"error": {"type": "object", "required": ["code", "message"],
            "additionalProperties": false, "properties": {
              "code": {"type": "string", "description": "A word for programs."},
              "message": {"type": "string", "description": "What, where, and how to mend it."}}}}},
        "CSV": {"type": "string", "minLength": 1,
          "description": "A line of names, then a line for each customer."},
        "Names": {"type": "array", "items": {"type": "string"}},
        "Probability": {"type": "number", "minimum": 0, "maximum": 1},
        "Segment": {"enum": ["high", "medium", "low"]},
        "Score": {"type": "object", "additionalProperties": false,
          "required": ["probability", "positive", "segment", "missing", "unseen", "ignored"],
          "properties": {
            "probability": {"$ref": "#/components/schemas/Probability"},
            "positive": {"type": "boolean", "description": "At or above the threshold."},
            "segment": {"$ref": "#/components/schemas/Segment"},
            "amountIfTaken": {"type": "number"}, "expectedAmount": {"type": "number"},
            "missing": {"$ref": "#/components/schemas/Names"},
            "unseen": {"$ref": "#/components/schemas/Names"},
            "ignored": {"$ref": "#/components/schemas/Names"}}},
        "ScoreAnswer": {"type": "object", "additionalProperties": false,
          "required": ["model", "version", "threshold", "scores"], "properties": {
            "model": {"type": "string"}, "version": {"type": "string"},
            "threshold": {"type": "number"},
            "scores": {"type": "array", "items": {"$ref": "#/components/schemas/Score"}}}},
        "Offer": {"type": "object", "additionalProperties": false,
          "required": ["rank", "id", "name", "category", "probability", "value", "cost",
            "expectedValue", "beatsDoingNothing"],
          "properties": {
            "rank": {"type": "integer", "minimum": 1}, "id": {"type": "string"},
            "name": {"type": "string"}, "category": {"type": "string"},
            "probability": {"$ref": "#/components/schemas/Probability"},
            "value": {"type": "number"}, "cost": {"type": "number"},
            "expectedValue": {"type": "number"}, "beatsDoingNothing": {"type": "boolean"},
            "amountIfTaken": {"type": "number"}, "expectedAmount": {"type": "number"}}},
        "Obstacle": {"type": "object", "additionalProperties": false,
          "required": ["id", "name", "reasons"], "properties": {
            "id": {"type": "string"}, "name": {"type": "string"},
            "reasons": {"$ref": "#/components/schemas/Names"}}},
        "RankAnswer": {"type": "object", "additionalProperties": false,
          "required": ["model", "version", "order", "rankings"], "properties": {
            "model": {"type": "string"}, "version": {"type": "string"}, "order": {"type": "string"},
            "rankings": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "required": ["probability", "segment", "offersAboveDoingNothing", "offers",
                "notEligible", "missing", "unseen", "ignored"],
              "properties": {
                "probability": {"$ref": "#/components/schemas/Probability"},
                "segment": {"$ref": "#/components/schemas/Segment"},
                "offersAboveDoingNothing": {"type": "integer", "minimum": 0},
                "offers": {"type": "array", "items": {"$ref": "#/components/schemas/Offer"}},
                "notEligible": {"type": "array", "items": {"$ref": "#/components/schemas/Obstacle"}},
                "missing": {"$ref": "#/components/schemas/Names"},
                "unseen": {"$ref": "#/components/schemas/Names"},
                "ignored": {"$ref": "#/components/schemas/Names"}}}}}},
        "ExplainAnswer": {"type": "object", "additionalProperties": false,
          "required": ["model", "version", "marginScale", "explanations"], "properties": {
            "model": {"type": "string"}, "version": {"type": "string"},
            "marginScale": {"type": "string"},
            "explanations": {"type": "array", "items": {"type": "object",
              "additionalProperties": false,
              "required": ["probability", "averageProbability", "reasons", "missing", "unseen",
                "ignored"],
              "properties": {
                "probability": {"$ref": "#/components/schemas/Probability"},
                "averageProbability": {"$ref": "#/components/schemas/Probability"},
                "reasons": {"type": "array", "items": {"type": "object",
                  "additionalProperties": false,
                  "required": ["column", "value", "contribution", "points"], "properties": {
                    "column": {"type": "string"}, "value": {"type": "string"},
                    "contribution": {"type": "number"},
                    "points": {"type": "number", "description":
                      "This part of probability less averageProbability; beyond 1 where others undo it."}}}},
                "missing": {"$ref": "#/components/schemas/Names"},
                "unseen": {"$ref": "#/components/schemas/Names"},
                "ignored": {"$ref": "#/components/schemas/Names"}}}}}},
        "Models": {"type": "object", "additionalProperties": false,
          "required": ["standard", "generation", "models"], "properties": {
            "standard": {"type": "string"}, "generation": {"type": "integer", "minimum": 1},
            "models": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "required": ["name", "kind", "version", "trainedOn"], "properties": {
                "name": {"type": "string"}, "kind": {"type": "string"},
                "version": {"type": "string"}, "trainedOn": {"type": "string"}}}}}},
        "Model": {"type": "object", "additionalProperties": false,
          "required": ["name", "kind", "version", "threshold", "thresholdFrom", "segments",
            "trainedOn", "fingerprint", "positive", "split", "seed", "fitRows", "metrics", "columns",
            "columnsOfOffers", "offers", "expectsAmounts"],
          "properties": {
            "name": {"type": "string"}, "kind": {"type": "string"}, "version": {"type": "string"},
            "threshold": {"type": "number"}, "thresholdFrom": {"type": "string"},
            "thresholdRule": {"type": "string"},
            "segments": {"type": "object", "additionalProperties": {"type": "number"}},
            "trainedOn": {"type": "string"}, "fingerprint": {"type": "string"},
            "target": {"type": "string"}, "positive": {"type": "string"},
            "split": {"type": "string"}, "seed": {"type": "integer"},
            "fitRows": {"type": "integer"},
            "metrics": {"type": "object", "additionalProperties": {"type": "number"}},
            "columns": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "required": ["name", "kind"], "properties": {
                "name": {"type": "string"}, "kind": {"enum": ["number", "flag", "category"]},
                "levels": {"$ref": "#/components/schemas/Names"}}}},
            "columnsOfOffers": {"$ref": "#/components/schemas/Names"},
            "offers": {"type": "integer"}, "expectsAmounts": {"type": "boolean"}}},
        "Ready": {"type": "object", "additionalProperties": false,
          "required": ["status", "model", "generation"], "properties": {
            "status": {"const": "ready"}, "model": {"type": "string"},
            "generation": {"type": "integer", "minimum": 1},
            "lastChangeRefused": {"type": "string"}}}
      }
    }
    """#
}
