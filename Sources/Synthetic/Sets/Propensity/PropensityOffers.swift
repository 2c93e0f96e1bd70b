/// What a shop can show in a visit; each sets the flags of what it brings the visitor to do.
extension PropensityShop {
  static let offers: [SyntheticOffer] = [
    SyntheticOffer(
      "banner-member-day", "Members' day: 15 % off for those who come back", "promotion",
      value: 38, cost: 0.02, eligible: "returning_user = 1", sets: "promo_banner_click = 1"),
    SyntheticOffer(
      "banner-welcome", "Welcome banner with 10 % off the first order", "promotion",
      value: 34, cost: 0.02, eligible: "returning_user = 0", sets: "promo_banner_click = 1"),
    SyntheticOffer(
      "banner-clearance", "Clearance banner, sorted by price", "promotion",
      value: 21, cost: 0.01, sets: "promo_banner_click = 1; sort_by = 1"),
    SyntheticOffer(
      "gallery-lookbook", "Lookbook with large pictures", "content",
      value: 40, cost: 0.01, sets: "image_picker = 1"),
    SyntheticOffer(
      "gallery-zoom", "Zoom gallery with size charts", "content",
      value: 41, cost: 0.02, sets: "image_picker = 1; saw_sizecharts = 1"),
    SyntheticOffer(
      "sort-best-rated", "List opened by best rated", "navigation",
      value: 37, cost: 0.005, sets: "sort_by = 1"),
    SyntheticOffer(
      "sort-new-in", "New arrivals in your size", "navigation",
      value: 43, cost: 0.005, sets: "sort_by = 1; list_size_dropdown = 1"),
    SyntheticOffer(
      "basket-quick-add", "Quick add from the list", "basket",
      value: 33, cost: 0.03, eligible: "device_mobile = 1",
      sets: "basket_add_list = 1; basket_icon_click = 1"),
    SyntheticOffer(
      "basket-bundle", "Bundle of three on the product's page", "basket",
      value: 58, cost: 0.12, sets: "basket_add_detail = 1"),
    SyntheticOffer(
      "basket-reminder", "Reminder of the basket left behind", "basket",
      value: 36, cost: 0.03, eligible: "returning_user = 1",
      sets: "basket_icon_click = 1; closed_minibasket_click = 1"),
    SyntheticOffer(
      "delivery-free", "Free delivery today", "delivery",
      value: 29, cost: 0.08, eligible: "loc_uk = 1",
      sets: "saw_delivery = 1; checked_delivery_detail = 1"),
    SyntheticOffer(
      "delivery-next-day", "Order by nine, delivered tomorrow", "delivery",
      value: 31, cost: 0.1, eligible: "loc_uk = 1 and device_tablet = 0",
      sets: "checked_delivery_detail = 1"),
    SyntheticOffer(
      "returns-100-days", "Send back within 100 days", "service",
      value: 35, cost: 0.06, sets: "checked_returns_detail = 1"),
    SyntheticOffer(
      "sign-in-points", "Sign in and collect double points", "account",
      value: 32, cost: 0.05, eligible: "sign_in = 0", sets: "sign_in = 1"),
    SyntheticOffer(
      "account-upgrade", "A year of premium delivery", "account",
      value: 62, cost: 0.2, eligible: "returning_user = 1; loc_uk = 1",
      sets: "saw_account_upgrade = 1"),
    SyntheticOffer(
      "wishlist-alert", "Tell me when it gets cheaper", "account",
      value: 24, cost: 0.005, sets: "detail_wishlist_add = 1"),
    SyntheticOffer(
      "guest-checkout", "Pay as a guest in one step", "checkout",
      value: 33, cost: 0.25, eligible: "sign_in = 0; basket_icon_click = 1",
      sets: "saw_checkout = 1"),
    SyntheticOffer(
      "home-inspiration", "Inspiration on the start page", "content",
      value: 30, cost: 0.002, sets: "saw_homepage = 1"),
    SyntheticOffer(
      "spring-preview", "Preview of the spring collection", "promotion",
      value: 55, cost: 0.02, starts: "2026-02-01", ends: "2026-04-30",
      sets: "promo_banner_click = 1; image_picker = 1"),
    SyntheticOffer(
      "winter-sale", "Winter sale, last days", "promotion",
      value: 26, cost: 0.01, starts: "2025-12-26", ends: "2026-01-31",
      sets: "promo_banner_click = 1"),
  ]
}
