import Foundation
import Tabular

/// A small marketplace in the raw tables of the public one, and the slow and obvious way to its customers.
struct MarketplaceLog {
  struct Order {
    var id: String
    var customer: Int
    var status: String
    var purchased: Int
    var delivered: Int?
    var promised: Int
    /// Cents of each item, and of its freight.
    var items: [(price: Int, freight: Int, product: Int)]
    var review: (score: Int, answered: Int)?
    var payment: String
  }

  /// What the recipe has to find of a customer.
  struct Expected: Equatable {
    var frequency: Int
    var cents: Int
    var reviews: Int
    var stars: Int
    var deliveries: Int
    var buysAgain: Int
    var nextCents: Int
  }

  static let day = 86_400
  /// 2017-01-01T00:00:00 UTC.
  static let start = 1_483_228_800
  /// 2018-02-01T00:00:00 UTC.
  static let cutOff = 1_517_443_200
  static let window = 180
  private(set) var orders: [Order] = []

  init(customers: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func whole(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }
    for customer in 0..<customers {
      for _ in 0..<(1 + whole(3)) {
        // Some orders lie right at the cut-off, where a slip would show.
        var purchased = Self.start + whole(600 * Self.day)
        if whole(20) == 0 { purchased = Self.cutOff }
        if whole(20) == 0 { purchased = Self.cutOff - 1 }
        let delivered = whole(8) == 0 ? nil : purchased + (1 + whole(40)) * Self.day
        let answered = purchased + (2 + whole(60)) * Self.day
        orders.append(
          Order(
            id: "o\(orders.count)", customer: customer,
            status: whole(15) == 0 ? "canceled" : "delivered", purchased: purchased,
            delivered: delivered, promised: purchased + 20 * Self.day,
            items: (0..<(1 + whole(3))).map { _ in (100 + whole(20_000), whole(3_000), whole(12)) },
            review: whole(5) == 0 ? nil : (1 + whole(5), answered),
            payment: ["credit_card", "boleto", "voucher"][whole(3)]))
      }
    }
  }

  /// The customers with a purchase before the cut-off, each by going through all orders.
  func expected() -> [String: Expected] {
    var found: [String: Expected] = [:]
    for customer in Set(orders.map(\.customer)) {
      let mine = orders.filter { $0.customer == customer }
      let past = mine.filter { $0.purchased < Self.cutOff }
      guard !past.isEmpty else { continue }
      let next = mine.filter {
        $0.purchased >= Self.cutOff && $0.purchased < Self.cutOff + Self.window * Self.day
          && $0.status != "canceled"
      }
      let answered = past.compactMap(\.review).filter { $0.answered < Self.cutOff }
      let cents = { (orders: [Order]) in
        orders.flatMap(\.items).reduce(0) { $0 + $1.price + $1.freight }
      }
      found["u\(customer)"] = Expected(
        frequency: past.count, cents: cents(past), reviews: answered.count,
        stars: answered.reduce(0) { $0 + $1.score },
        deliveries: past.count { ($0.delivered ?? .max) < Self.cutOff },
        buysAgain: next.isEmpty ? 0 : 1, nextCents: cents(next))
    }
    return found
  }

  private func money(_ cents: Int) -> String {
    "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
  }

  private func time(_ seconds: Int?) -> String {
    seconds.map {
      Date(timeIntervalSince1970: Double($0)).formatted(.iso8601).replacing("T", with: " ")
        .replacing("Z", with: "")
    } ?? ""
  }

  /// The files by name.
  func files() -> [String: String] {
    var orderLines = [
      "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,"
        + "order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date"
    ]
    var items = [
      "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value"
    ]
    var payments = ["order_id,payment_sequential,payment_type,payment_installments,payment_value"]
    var reviews = [
      "review_id,order_id,review_score,review_comment_title,review_comment_message,review_creation_date,"
        + "review_answer_timestamp"
    ]
    var customers = [
      "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state"
    ]
    for order in orders {
      orderLines.append(
        "\(order.id),c\(order.id),\(order.status),\(time(order.purchased)),,,\(time(order.delivered)),\(time(order.promised))"
      )
      for (number, item) in order.items.enumerated() {
        items.append(
          "\(order.id),\(number + 1),p\(item.product),s1,,\(money(item.price)),\(money(item.freight))"
        )
      }
      let paid = order.items.reduce(0) { $0 + $1.price + $1.freight }
      payments.append("\(order.id),1,\(order.payment),2,\(money(paid))")
      if let review = order.review {
        reviews.append(
          "r\(order.id),\(order.id),\(review.score),,\"good, \"\"very\"\"\n indeed\",,\(time(review.answered))"
        )
      }
      customers.append("c\(order.id),u\(order.customer),0101\(order.customer % 10),sao paulo,SP")
    }
    let products = (0..<12).map { "p\($0),categoria_\($0 % 4)" }
    let files = [
      "olist_orders_dataset": orderLines, "olist_order_items_dataset": items,
      "olist_order_payments_dataset": payments, "olist_order_reviews_dataset": reviews,
      "olist_customers_dataset": customers,
      "olist_products_dataset": ["product_id,product_category_name"] + products,
      "product_category_name_translation": [
        "product_category_name,product_category_name_english", "categoria_0,zero",
        "categoria_1,one",
      ],
    ]
    return Dictionary(
      uniqueKeysWithValues: files.map { ("\($0).csv", $1.joined(separator: "\n") + "\n") })
  }
}
