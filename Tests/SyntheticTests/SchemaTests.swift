import Synthetic
import Testing

/// The first lines and the traps of each file, as the public sets have them.
@Suite struct SchemaTests {
  func lines(_ set: SyntheticSet, rows: Int = 2_000) throws -> [Substring] {
    let files = try set.generate(rows: rows, seed: 2).files()
    let bytes = try #require(files["\(set.rawValue).csv"])
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == rows + 1)
    return lines
  }

  @Test func bankIsQuotedAndInDateOrder() throws {
    let lines = try lines(.bank)
    let header = [
      #""age";"job";"marital";"education";"default";"balance";"housing";"loan";"contact";"day";"#,
      #""month";"duration";"campaign";"pdays";"previous";"poutcome";"y""#,
    ]
    #expect(String(lines[0]) == header.joined())
    let rows = lines.dropFirst().map { $0.split(separator: ";") }
    #expect(rows.allSatisfy { $0.count == 17 })
    #expect(Set(rows.map { $0[16] }) == ["\"yes\"", "\"no\""])
    for column in [0, 5, 9, 11, 12, 13, 14] {
      #expect(rows.allSatisfy { Int($0[column]) != nil })
    }
    #expect(rows.first?[10] == "\"may\"" && rows.last?[10] == "\"nov\"")
    // −1 days exactly where there was no earlier call and its outcome is unknown.
    for row in rows {
      let isFirst = row[13] == "-1"
      #expect((row[14] == "0") == isFirst)
      #expect((row[15] == "\"unknown\"") == isFirst)
    }
    // The rate of success drifts along the file.
    func positives(_ rows: some Sequence<[Substring]>) -> Int {
      rows.reduce(0) { $0 + ($1[16] == "\"yes\"" ? 1 : 0) }
    }
    #expect(positives(rows.suffix(500)) > 3 * positives(rows.prefix(500)))
  }

  @Test func propensityHasTheFlagsAndFewDistinctRows() throws {
    let lines = try lines(.propensity)
    let header = [
      "UserID,basket_icon_click,basket_add_list,basket_add_detail,sort_by,image_picker,",
      "account_page_click,promo_banner_click,detail_wishlist_add,list_size_dropdown,",
      "closed_minibasket_click,checked_delivery_detail,checked_returns_detail,sign_in,",
      "saw_checkout,saw_sizecharts,saw_delivery,saw_account_upgrade,saw_homepage,",
      "device_mobile,device_computer,device_tablet,returning_user,loc_uk,ordered",
    ]
    #expect(String(lines[0]) == header.joined())
    let rows = lines.dropFirst().map { $0.split(separator: ",") }
    #expect(rows.allSatisfy { row in row.dropFirst().allSatisfy { $0 == "0" || $0 == "1" } })
    #expect(Set(rows.map { $0[1...23].joined() }).count < rows.count / 3)
    #expect(Set(rows.map { $0[0] }).count == rows.count)
  }

  @Test func churnIsBlankForTheNewest() throws {
    let lines = try lines(.churn)
    let header = [
      "customerID,gender,SeniorCitizen,Partner,Dependents,tenure,PhoneService,MultipleLines,",
      "InternetService,OnlineSecurity,OnlineBackup,DeviceProtection,TechSupport,StreamingTV,",
      "StreamingMovies,Contract,PaperlessBilling,PaymentMethod,MonthlyCharges,TotalCharges,Churn",
    ]
    #expect(String(lines[0]) == header.joined())
    let rows = lines.dropFirst().map { $0.split(separator: ",") }
    #expect(rows.allSatisfy { ($0[5] == "0") == ($0[19] == " ") })
    #expect(rows.contains { $0[19] == " " })
    #expect(rows.allSatisfy { ($0[6] == "No") == ($0[7] == "No phone service") })
  }

  @Test func amexRanksAboutSixteenDifferentOffersAMember() throws {
    let lines = try lines(.amex)
    let header = [
      "id1,id2,id3,id4,id5,id6,f1,f2,f11,f40,f58,f132,f200,f210,f374,f375,f376,f310,f311,f340,",
      "f366,y",
    ]
    #expect(String(lines[0]) == header.joined())
    let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let members = Set(rows.map { $0[1] }).count
    #expect((14...18).contains(rows.count / members))
    #expect(Set(rows.map { "\($0[1]) \($0[2])" }).count == rows.count)
    #expect(rows.map { $0[3] } == rows.map { $0[3] }.sorted())
    #expect(rows.allSatisfy { ($0[17] == "0") == ($0[18] == "-9999") })
    #expect(rows.filter { !$0[11].isEmpty }.count < rows.count / 100)
  }

  @Test func olistSpendsNothingWhereNothingIsBought() throws {
    let lines = try lines(.olist)
    #expect(lines[0].hasSuffix(",buys_again,spend_next"))
    let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.allSatisfy { ($0[15] == "0") == ($0[16] == "0") })
    #expect(rows.contains { $0[7].isEmpty && $0[8].isEmpty })
  }
}
