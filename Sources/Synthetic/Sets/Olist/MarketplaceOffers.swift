/// What the marketplace can send to a customer; each sets what it changes about the next order.
extension Marketplace {
  static let offers: [SyntheticOffer] = [
    SyntheticOffer(
      "refill-beauty", "Refill of your skin care", "refill", value: 34, cost: 0.15,
      eligible: "recency_days <= 200", sets: "favourite_category = health_beauty"),
    SyntheticOffer(
      "refill-pets", "Food for the month, delivered", "refill", value: 30, cost: 0.15,
      eligible: "recency_days <= 150", sets: "favourite_category = pet_shop"),
    SyntheticOffer(
      "refill-babies", "Nappies by subscription", "refill", value: 42, cost: 0.3,
      eligible: "average_review >= 3", sets: "favourite_category = babies"),
    SyntheticOffer(
      "home-linen", "New linen for the season", "home", value: 38, cost: 0.2,
      eligible: "recency_days >= 90", sets: "favourite_category = bed_bath_table"),
    SyntheticOffer(
      "home-decor", "Furniture with free assembly", "home", value: 85, cost: 1.6,
      eligible: "monetary >= 150", sets: "favourite_category = furniture_decor"),
    SyntheticOffer(
      "kitchen-set", "Kitchen set at a third off", "home", value: 40, cost: 0.25,
      sets: "favourite_category = housewares"),
    SyntheticOffer(
      "sports-club", "Club price on sports gear", "interest", value: 45, cost: 0.2,
      sets: "favourite_category = sports_leisure"),
    SyntheticOffer(
      "fashion-week", "Fashion week, two for one", "interest", value: 36, cost: 0.2,
      starts: "2026-03-01", ends: "2026-12-31", sets: "favourite_category = fashion"),
    SyntheticOffer(
      "gadget-bundle", "Mouse, keyboard and case", "interest", value: 55, cost: 0.3,
      sets: "favourite_category = computers_accessories"),
    SyntheticOffer(
      "watch-gift", "Watches in gift wrap", "interest", value: 70, cost: 0.4,
      eligible: "monetary >= 100; paid_by_credit_card = 1",
      sets: "favourite_category = watches_gifts"),
    SyntheticOffer(
      "voucher-20", "Voucher of 20 reais", "voucher", value: 32, cost: 0.9,
      eligible: "frequency <= 2", sets: "paid_by_voucher = 1"),
    SyntheticOffer(
      "voucher-sorry", "Sorry for the delay: 30 reais", "voucher", value: 38, cost: 1.3,
      eligible: "delay_days > 0", sets: "paid_by_voucher = 1; delay_days = 0"),
    SyntheticOffer(
      "free-freight", "Free delivery on everything", "freight", value: 30, cost: 0.5,
      eligible: "freight_share >= 0.1", sets: "freight_share = 0"),
    SyntheticOffer(
      "express-city", "Delivered within two days", "freight", value: 48, cost: 0.7,
      eligible: "customer_state in (SP, RJ, MG)", sets: "delivery_days = 2; delay_days = -3"),
    SyntheticOffer(
      "ten-instalments", "Ten instalments without interest", "payment", value: 95, cost: 1.8,
      eligible: "paid_by_credit_card = 1; monetary >= 200", sets: "installments = 10"),
    SyntheticOffer(
      "slip-discount", "5 % off when paid by slip", "payment", value: 33, cost: 0.2,
      eligible: "paid_by_credit_card = 0", sets: "paid_by_boleto = 1"),
    SyntheticOffer(
      "carnival-2026", "Carnival specials", "interest", value: 41, cost: 0.2,
      starts: "2026-01-15", ends: "2026-02-20", sets: "favourite_category = toys"),
  ]
}
