#include "metadata/merge.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using lubb::Metadata;
using lubb::metadata::merge;
using lubb::metadata::merge_site_name;
using lubb::metadata::MergeMemory;
using lubb::metadata::SiteName;
using lubb::metadata::SourceFindings;
using lubb::metadata::Title;

Metadata merged(const SourceFindings& found, std::string_view site = "", std::string_view base = "") {
  MergeMemory memory;
  return merge(found, Title{}, SiteName{site, "open_graph"}, base, memory);
}

std::string provenance(const Metadata& metadata, std::string_view field) {
  for (const auto& [name, source] : metadata.provenance) {
    if (name == field) return source;
  }
  return "";
}

}  // namespace

TEST_CASE("structured data goes before what the page prints") {
  SourceFindings found;
  found.json_ld.published = "2024-05-01";
  found.visible.published = "2024-06-01";
  found.json_ld.authors = {"Ada Quay"};
  found.visible.authors = {"Bo Ek"};
  const Metadata metadata = merged(found);
  CHECK(metadata.date.value_or("") == "2024-05-01");
  CHECK(provenance(metadata, "date") == "json_ld");
  CHECK(metadata.authors == std::vector<std::string>{"Ada Quay"});
}

TEST_CASE("a date that is none gives way to the next source, the address comes last") {
  SourceFindings found;
  found.json_ld.published = "2024-13-45";
  found.url.published = "2024-05-01";
  CHECK(merged(found).date.value_or("") == "2024-05-01");
  CHECK(provenance(merged(found), "date") == "url");
  found.html_meta.maybe_published = "2024-05-03";
  CHECK(merged(found).date.value_or("") == "2024-05-03");
  found.visible.published = "2024-05-02";
  CHECK(merged(found).date.value_or("") == "2024-05-02");
}

TEST_CASE("the day of the last change is the page's date only if it gives no other") {
  SourceFindings found;
  found.json_ld.modified = "2024-05-01";
  CHECK(merged(found).date.value_or("") == "2024-05-01");
  CHECK(merged(found).modified.value_or("") == "2024-05-01");
  found.url.published = "2024-04-28";
  CHECK(merged(found).date.value_or("") == "2024-04-28");
  CHECK(merged(found).modified.value_or("") == "2024-05-01");
}

TEST_CASE("a time in UTC around midnight gives way to the day in the address") {
  SourceFindings found;
  found.json_ld.published = "2020-02-25T02:25:54Z";
  found.url.published = "2020-02-24";
  CHECK(merged(found).date.value_or("") == "2020-02-24");
  found.url.published = "2020-02-23";
  CHECK(merged(found).date.value_or("") == "2020-02-25T02:25:54Z");
  found.json_ld.published = "2018-12-31T17:22:56+00:00";
  found.url.published = "2019-01-01";
  CHECK(merged(found).date.value_or("") == "2019-01-01");
  found.json_ld.published = "2018-12-31T17:22:56+03:00";
  CHECK(merged(found).date.value_or("") == "2018-12-31T17:22:56+03:00");
}

TEST_CASE("a time in UTC gives way to the same time in the publication's zone") {
  SourceFindings found;
  found.json_ld.published = "2019-10-18T22:04:00Z";
  found.html_meta.maybe_published = "2019-10-19T00:04:00+02:00";
  CHECK(merged(found).date.value_or("") == "2019-10-19T00:04:00+02:00");
  found.html_meta.maybe_published = "2019-10-19";
  CHECK(merged(found).date.value_or("") == "2019-10-18T22:04:00Z");
}

TEST_CASE("a time in UTC gives way to the same minute as the page prints it") {
  SourceFindings found;
  found.json_ld.published = "2022-05-04T02:41:00Z";
  found.visible.published = "2022-05-03T22:41";
  CHECK(merged(found).date.value_or("") == "2022-05-03T22:41");
  found.visible.published = "2022-05-03T22:40";
  CHECK(merged(found).date.value_or("") == "2022-05-04T02:41:00Z");
}

TEST_CASE("the day that the page prints wins where a second source gives it") {
  SourceFindings found;
  found.json_ld.published = "2015-01-16";
  found.visible.published = "2017-12-01";
  CHECK(merged(found).date.value_or("") == "2015-01-16");
  found.open_graph.published = "2017-12-01T12:01:11+01:00";
  CHECK(merged(found).date.value_or("") == "2017-12-01");
  CHECK(provenance(merged(found), "date") == "visible");
}

TEST_CASE("the printed issue's day does not move the publication by one") {
  SourceFindings found;
  found.json_ld.published = "2024-04-25T19:30:04+02:00";
  found.visible.published = "2024-04-26";
  found.html_meta.maybe_published = "2024-04-26";
  CHECK(merged(found).date.value_or("") == "2024-04-25T19:30:04+02:00");
  found.json_ld.published = "2024-04-20";
  CHECK(merged(found).date.value_or("") == "2024-04-26");
}

TEST_CASE("a day that is stamped as published and changed alike gives way to an earlier printed one") {
  SourceFindings found;
  found.json_ld.published = "2025-06-24";
  found.json_ld.modified = "2025-06-24";
  found.visible.published = "2024-08-25";
  CHECK(merged(found).date.value_or("") == "2024-08-25");
  found.visible.published = "2025-06-26";
  CHECK(merged(found).date.value_or("") == "2025-06-24");
  found.visible.published = "2024-08-25";
  found.json_ld.modified = "2025-07-01";
  CHECK(merged(found).date.value_or("") == "2025-06-24");
}

TEST_CASE("accounts, addresses and outlets are no authors") {
  SourceFindings found;
  found.json_ld.authors = {"admin", "https://x.test/author/ada"};
  found.microdata.authors = {"The Post"};
  found.html_meta.authors = {"Ada Quay"};
  const Metadata metadata = merged(found, "The Post");
  CHECK(metadata.authors == std::vector<std::string>{"Ada Quay"});
  CHECK_FALSE(metadata.source.value_or("").starts_with("http"));
}

TEST_CASE("an outlet that the data names as author is source and, where nobody else signs, author") {
  SourceFindings found;
  found.json_ld.authors = {"بغداد 24"};
  const Metadata metadata = merged(found, "بغداد 24");
  CHECK(metadata.authors == std::vector<std::string>{"بغداد 24"});
  CHECK(metadata.source.value_or("") == "بغداد 24");
  CHECK(provenance(metadata, "source") == "json_ld");
  SourceFindings organisation;
  organisation.json_ld.outlets = {"News Agency"};
  CHECK(merged(organisation).authors == std::vector<std::string>{"News Agency"});
  CHECK(merged(organisation).source.value_or("") == "News Agency");
  organisation.visible.authors = {"Ada Quay"};
  CHECK(merged(organisation).authors == std::vector<std::string>{"Ada Quay"});
}

TEST_CASE("an outlet is no author of what another one is credited for, and agencies in general never are") {
  SourceFindings found;
  found.json_ld.outlets = {"بغداد 24"};
  found.visible.source = "الفرات نيوز";
  CHECK(merged(found).authors.empty());
  SourceFindings agencies;
  agencies.json_ld.authors = {"وكالات"};
  CHECK(merged(agencies).authors.empty());
  CHECK(merged(agencies).source.value_or("") == "وكالات");
  SourceFindings printed;
  printed.visible.authors = {"رويترز"};
  CHECK(merged(printed).authors.empty());
}

TEST_CASE("an account name is kept only if nobody gives a name") {
  SourceFindings found;
  found.json_ld.authors = {"ada.quay"};
  CHECK(merged(found).authors == std::vector<std::string>{"ada.quay"});
  found.visible.authors = {"Ada Quay"};
  CHECK(merged(found).authors == std::vector<std::string>{"Ada Quay"});
}

TEST_CASE("addresses are resolved, and others than http(s) left out") {
  SourceFindings found;
  found.html_meta.canonical_url = "javascript:alert(1)";
  found.open_graph.canonical_url = "/story";
  found.open_graph.image = "data:image/png;base64,xx";
  const Metadata metadata = merged(found, "", "https://x.test/a/b");
  CHECK(metadata.canonical_url.value_or("") == "https://x.test/story");
  CHECK(provenance(metadata, "canonical_url") == "open_graph");
  CHECK_FALSE(metadata.image.has_value());
  CHECK_FALSE(merged(found).canonical_url.has_value());
}

TEST_CASE("keywords that spell out the title are no tags") {
  SourceFindings found;
  MergeMemory memory;
  found.html_meta.tags = {"قادة", "الناتو", "يتفقون"};
  Title title;
  title.text = "قادة الناتو يتفقون على إحياء الشراكة";
  CHECK(merge(found, title, {}, "", memory).tags.empty());
  found.html_meta.tags.emplace_back("حلف شمال الأطلسي");
  CHECK(merge(found, title, {}, "", memory).tags.size() == 4);
}

TEST_CASE("a licence may be a name or an address") {
  SourceFindings found;
  found.html_meta.license = "CC-BY-4.0";
  CHECK(merged(found).license.value_or("") == "CC-BY-4.0");
  found.html_meta.license = "javascript:x";
  CHECK_FALSE(merged(found).license.has_value());
}

TEST_CASE("a site's name in two languages gives way to the one in <title>") {
  SourceFindings found;
  found.open_graph.sitename = "Elaph - إيلاف";
  CHECK(merge_site_name(found, "إيلاف", true).name == "إيلاف");
  CHECK(merge_site_name(found, "World", true).name == "Elaph - إيلاف");
  CHECK(merge_site_name({}, "The Post", true).name == "The Post");
  CHECK(merge_site_name({}, "World", false).name.empty());
}

TEST_CASE("provenance follows the order of the fields") {
  SourceFindings found;
  found.json_ld.published = "2024-05-01";
  found.json_ld.authors = {"Ada Quay"};
  found.html_meta.description = "D";
  found.open_graph.image = "https://x.test/i.jpg";
  Title title;
  title.text = "T";
  title.source = "visible";
  MergeMemory memory;
  const Metadata metadata = merge(found, title, {}, "", memory);
  std::string fields;
  for (const auto& entry : metadata.provenance) fields += entry.first + ' ';
  CHECK(fields == "title authors date description image ");
}
