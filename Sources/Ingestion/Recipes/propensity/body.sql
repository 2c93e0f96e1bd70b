-- Read by every engine alike.
CREATE OR REPLACE TEMP VIEW steps AS
SELECT *, CASE WHEN basket_icon_click + basket_add_list + basket_add_detail > 0 THEN 1 ELSE 0 END AS basket
FROM visits;

CREATE OR REPLACE TEMP VIEW visit_view AS
SELECT UserID,
  CAST(basket_icon_click AS INT) AS basket_icon_click,
  CAST(basket_add_list AS INT) AS basket_add_list,
  CAST(basket_add_detail AS INT) AS basket_add_detail,
  CAST(sort_by AS INT) AS sort_by,
  CAST(image_picker AS INT) AS image_picker,
  CAST(account_page_click AS INT) AS account_page_click,
  CAST(promo_banner_click AS INT) AS promo_banner_click,
  CAST(detail_wishlist_add AS INT) AS detail_wishlist_add,
  CAST(list_size_dropdown AS INT) AS list_size_dropdown,
  CAST(closed_minibasket_click AS INT) AS closed_minibasket_click,
  CAST(checked_delivery_detail AS INT) AS checked_delivery_detail,
  CAST(checked_returns_detail AS INT) AS checked_returns_detail,
  CAST(sign_in AS INT) AS sign_in,
  CAST(saw_checkout AS INT) AS saw_checkout,
  CAST(saw_sizecharts AS INT) AS saw_sizecharts,
  CAST(saw_delivery AS INT) AS saw_delivery,
  CAST(saw_account_upgrade AS INT) AS saw_account_upgrade,
  CAST(saw_homepage AS INT) AS saw_homepage,
  CAST(device_mobile AS INT) AS device_mobile,
  CAST(device_computer AS INT) AS device_computer,
  CAST(device_tablet AS INT) AS device_tablet,
  CAST(returning_user AS INT) AS returning_user,
  CAST(loc_uk AS INT) AS loc_uk,
  basket,
  -- How much was done, wherever it led.
  CAST(sort_by + image_picker + list_size_dropdown + promo_banner_click + detail_wishlist_add + saw_sizecharts
       + saw_homepage + account_page_click AS INT) AS engagement,
  -- Steps towards the till, a basket filled from the product's own page counting twice.
  CAST(basket_icon_click + basket_add_list + 2 * basket_add_detail - closed_minibasket_click AS INT) AS intent,
  -- Looking for a reason to trust.
  CAST(checked_returns_detail + saw_delivery + saw_account_upgrade AS INT) AS reassurance,
  CAST(basket * device_mobile AS INT) AS basket_on_mobile,
  CAST(basket * device_computer AS INT) AS basket_on_computer,
  CAST(basket * sort_by AS INT) AS basket_sorted,
  CAST(basket * image_picker AS INT) AS basket_pictures,
  CAST(basket * checked_returns_detail AS INT) AS basket_returns,
  CAST(promo_banner_click * returning_user AS INT) AS banner_returning,
  CAST(CASE WHEN sign_in = returning_user THEN 1 ELSE 0 END AS INT) AS sign_in_returning,
  CAST(CASE WHEN device_mobile + device_computer + device_tablet = 0 THEN 1 ELSE 0 END AS INT) AS device_unknown,
  CAST(ordered AS INT) AS ordered
FROM steps;
