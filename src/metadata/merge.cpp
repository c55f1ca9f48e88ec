#include "metadata/merge.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <span>
#include <utility>

#include "base/text.h"
#include "base/url.h"
#include "metadata/byline.h"
#include "metadata/byline_names.h"
#include "metadata/calendar.h"
#include "metadata/date.h"
#include "metadata/title_text.h"

namespace lubb::metadata {
namespace {

// The sources by name, and who is asked first for each field.
struct Source {
  std::string_view name;
  Findings SourceFindings::*findings;
};
constexpr Source json_ld = {"json_ld", &SourceFindings::json_ld};
constexpr Source open_graph = {"open_graph", &SourceFindings::open_graph};
constexpr Source microdata = {"microdata", &SourceFindings::microdata};
constexpr Source html_meta = {"html_meta", &SourceFindings::html_meta};
constexpr Source visible = {"visible", &SourceFindings::visible};
constexpr Source from_url = {"url", &SourceFindings::url};

constexpr std::array author_order = {json_ld, microdata, html_meta, open_graph, visible};
constexpr std::array date_order = {json_ld, open_graph, microdata, html_meta, visible};
constexpr std::array modified_order = {json_ld, open_graph, microdata, html_meta, visible};
constexpr std::array site_order = {open_graph, json_ld, html_meta, microdata, visible};
constexpr std::array source_order = {visible, json_ld, html_meta};
constexpr std::array language_order = {html_meta, json_ld, microdata, open_graph};
constexpr std::array description_order = {open_graph, html_meta, json_ld, microdata};
constexpr std::array section_order = {json_ld, open_graph, microdata, html_meta, visible};
constexpr std::array tags_order = {open_graph, json_ld, microdata, visible, html_meta};
constexpr std::array image_order = {open_graph, json_ld, microdata, html_meta};
constexpr std::array canonical_order = {html_meta, open_graph, json_ld};
constexpr std::array license_order = {html_meta, json_ld, microdata};

constexpr std::size_t iso_day_bytes = 10;  // of "2024-11-12"

using Field = std::optional<std::string_view> Findings::*;

class Merger {
 public:
  Merger(const SourceFindings& found, const SiteName& site, std::string_view base_url, MergeMemory& memory)
      : found_(found), site_(site), base_url_(base_url), memory_(memory) {
    memory.texts.clear();
    memory.site_names.assign({&site.name, 1}, url::host_without_www(base_url));
    memory.handles.clear();
    memory.signing_outlets.clear();
  }

  Metadata run(const Title& title) {
    constexpr std::size_t most_fields = 16;
    out_.provenance.reserve(most_fields);
    if (title.text) {
      out_.title = std::string(*title.text);
      note("title", title.source);
    }
    const Choice language = first(language_order, &Findings::language);
    dates_ = date_context(language.value.value_or(""));
    merge_authors();
    merge_published();
    merge_date("modified", modified_order, &Findings::modified, out_.modified);
    if (!site_.name.empty()) {
      out_.sitename = std::string(site_.name);
      note("sitename", site_.source);
    }
    merge_source();
    plain("language", language_order, &Findings::language, out_.language);
    if (found_.html_meta.direction) {
      out_.direction = std::string(*found_.html_meta.direction);
      note("direction", html_meta.name);
    }
    plain("description", description_order, &Findings::description, out_.description);
    plain("section", section_order, &Findings::section, out_.section);
    merge_tags();
    merge_address("image", image_order, &Findings::image, out_.image);
    merge_address("canonical_url", canonical_order, &Findings::canonical_url, out_.canonical_url);
    merge_license();
    return std::move(out_);
  }

 private:
  struct Choice {
    std::optional<std::string_view> value;  // none if no source has one
    std::string_view source;
  };

  Choice first(std::span<const Source> order, Field field) const {
    for (const Source& source : order) {
      const std::optional<std::string_view>& value = (found_.*source.findings).*field;
      if (value && !value->empty()) return {value, source.name};
    }
    return {};
  }

  void note(std::string_view field, std::string_view source) { out_.provenance.emplace_back(field, source); }

  void plain(std::string_view name, std::span<const Source> order, Field field,
             std::optional<std::string>& out) {
    const Choice choice = first(order, field);
    if (!choice.value) return;
    out = std::string(*choice.value);
    note(name, choice.source);
  }

  void merge_authors() {
    std::vector<std::string_view>& people = memory_.people;
    std::string_view handles_source;
    for (const Source& source : author_order) {
      const Findings& findings = found_.*source.findings;
      people.clear();
      for (const std::string_view raw : findings.authors) add_people(raw, source);
      for (const std::string_view outlet : findings.outlets) note_outlet(outlet, source.name);
      if (people.empty()) continue;
      if (!std::ranges::all_of(people, is_handle)) return set_authors(people, source.name);
      if (memory_.handles.empty()) {
        memory_.handles.swap(people);
        handles_source = source.name;
      }
    }
    if (memory_.handles.empty()) return merge_signing_outlets();
    set_authors(memory_.handles, handles_source);
  }

  void set_authors(const std::vector<std::string_view>& authors, std::string_view source) {
    out_.authors.assign(authors.begin(), authors.end());
    if (!authors.empty()) note("authors", source);
  }

  // Where nobody is named, the organisation that the page's data calls the author: "AFP", "Cleveland Clinic".
  // An outlet that is merely printed on the page is a source only, and where one is printed the text is not
  // the organisation's own.
  void merge_signing_outlets() {
    const std::optional<std::string_view>& printed = found_.visible.source;
    const bool another =
        printed && std::ranges::none_of(memory_.signing_outlets, [&](std::string_view outlet) {
          return fold_title(outlet) == fold_title(*printed) || names_site(*printed, outlet) ||
                 std::ranges::find(found_.visible.authors, outlet) != found_.visible.authors.end();
        });
    if (another) return;
    set_authors(memory_.signing_outlets, signing_source_);
  }

  // "robert.stitz", "Matt_Brooks", "user1984"
  static bool is_handle(std::string_view name) {
    return name.find(' ') == std::string_view::npos &&
           name.find_first_of("._0123456789") != std::string_view::npos;
  }

  void add_people(std::string_view raw, const Source& source) {
    if (raw.find("://") != std::string_view::npos) return;
    const bool printed = source.findings == visible.findings;  // outlets have been told from authors already
    if ((!printed && is_outlet(raw)) || is_agency(raw)) return note_outlet(raw, source.name);
    clean_authors(raw, memory_.texts, memory_.names);
    for (const std::string_view name : memory_.names) {
      // What follows an outlet is its place or legal form: "Redaktion, Frankfurt, Germany".
      if (!printed && is_outlet(name)) return note_outlet(name, source.name);
      std::string storage;
      const bool valid = text::to_valid_utf8(name, storage).data() == name.data();
      if (valid) add_line(memory_.people, name, max_authors);
    }
  }

  bool is_outlet(std::string_view name) const {
    // "vnexpress.net"; a name without a dot that spells the host is its owner's as often as the outlet's.
    const bool like_host =
        name.find('.') != std::string_view::npos && name.find(' ') == std::string_view::npos;
    return memory_.site_names.is_name(name) || (like_host && memory_.site_names.is_host(name));
  }

  void note_outlet(std::string_view outlet, std::string_view source) {
    if (outlet.find("://") != std::string_view::npos) return;
    if (outlet_.empty()) {
      outlet_ = outlet;
      outlet_source_ = source;
    }
    const bool data = source != visible.name && !is_word_for_agencies(outlet);
    if (!data || (!signing_source_.empty() && signing_source_ != source)) return;
    signing_source_ = source;
    add_line(memory_.signing_outlets, outlet, max_authors);
  }

  bool merge_date(std::string_view name, std::span<const Source> order, Field field,
                  std::optional<std::string>& out) {
    for (const Source& source : order) {
      const std::optional<std::string_view>& value = (found_.*source.findings).*field;
      if (!value) continue;
      out = parse_date(*value, dates_);
      if (!out) continue;
      note(name, source.name);
      return true;
    }
    return false;
  }

  void merge_published() {
    if (merge_date("date", date_order, &Findings::published, out_.date)) {
      if (!shown_day_wins()) settle_day();
      return;
    }
    if (merge_date("date", std::array{html_meta}, &Findings::maybe_published, out_.date)) return;
    if (merge_date("date", std::array{from_url}, &Findings::published, out_.date)) return;
    // A page that only says when it was last changed.
    merge_date("date", modified_order, &Findings::modified, out_.date);
  }

  std::optional<std::string> date_of(const Source& source, Field field) const {
    const std::optional<std::string_view>& value = (found_.*source.findings).*field;
    return value ? parse_date(*value, dates_) : std::nullopt;
  }

  static std::string_view day_of(std::string_view iso) { return iso.substr(0, iso_day_bytes); }

  // The day printed by the title wins over another one of the page's data if a second source gives it too, or
  // if the data's day is that of the last change as well: some systems stamp both whenever they write the
  // page.
  bool shown_day_wins() {
    const std::optional<std::string> shown = date_of(visible, &Findings::published);
    if (!shown || day_of(*shown) == day_of(*out_.date)) return false;
    const bool stamped = is_day_of_change(*out_.date) && days_between(*shown, *out_.date) > 1;
    if (!stamped && !is_confirmed(*shown)) return false;
    out_.date = shown;
    out_.provenance.back().second = visible.name;
    return true;
  }

  bool is_day_of_change(std::string_view iso) const {
    for (const Source& source : modified_order) {
      const std::optional<std::string> modified = date_of(source, &Findings::modified);
      if (modified) return day_of(*modified) == day_of(iso);
    }
    return false;
  }

  bool is_confirmed(std::string_view shown) const {
    for (const Source& source : {open_graph, microdata, html_meta}) {
      const std::optional<std::string> published = date_of(source, &Findings::published);
      if (published && day_of(*published) == day_of(shown)) return true;
    }
    // A date whose name does not say of what may be the printed issue's, which bears the next day.
    const std::optional<std::string> maybe = date_of(html_meta, &Findings::maybe_published);
    return maybe && day_of(*maybe) == day_of(shown) && std::abs(days_between(shown, *out_.date)) > 1;
  }

  // A time in UTC may name another day than the publication's own calendar: "2020-02-25T02:25:54Z" for a
  // story whose address says 2020/02/24, or whose <meta> or date line gives the time in its own zone.
  void settle_day() {
    if (out_.date->size() <= iso_day_bytes) return;
    if (!out_.date->ends_with('Z') && !out_.date->ends_with("+00:00")) return;
    if (found_.url.published && settle_day_by(*found_.url.published, from_url.name)) return;
    for (const Source& source : {open_graph, microdata, html_meta}) {
      std::optional<std::string> local = date_of(source, &Findings::published);
      if (!local) local = date_of(source, &Findings::maybe_published);
      const bool in_zone = local && local->size() > iso_day_bytes && !local->ends_with("+00:00") &&
                           local->find_first_of("+-", iso_day_bytes) != std::string::npos;
      if (in_zone && settle_day_by(*local, source.name)) return;
    }
    const std::optional<std::string> shown = date_of(visible, &Findings::published);
    if (shown && is_same_minute(*shown, *out_.date)) settle_day_by(*shown, visible.name);
  }

  // Zones differ by whole hours, but for a few.
  static bool is_same_minute(std::string_view iso, std::string_view other) {
    constexpr std::size_t minute = 14;  // of "2024-11-12T08:30"
    constexpr std::size_t digits = 2;
    return iso.size() >= minute + digits && other.size() >= minute + digits &&
           iso.substr(minute, digits) == other.substr(minute, digits);
  }

  bool settle_day_by(std::string_view local, std::string_view source) {
    if (local.size() < iso_day_bytes) return false;
    const bool afternoon = std::string_view(*out_.date).substr(iso_day_bytes + 1, 2) >= "12";
    if (days_between(*out_.date, local) != (afternoon ? 1 : -1)) return false;
    out_.date = std::string(local);
    out_.provenance.back().second = source;
    return true;
  }

  // What the page prints, else the outlet that stands where authors stand. Beside people, a source that is
  // just the site itself says nothing.
  void merge_source() {
    Choice choice = first(source_order, &Findings::source);
    if (!choice.value && !outlet_.empty()) choice = {outlet_, outlet_source_};
    const bool people = !out_.authors.empty() && !std::ranges::equal(out_.authors, memory_.signing_outlets);
    if (!choice.value || (people && is_outlet(*choice.value))) return;
    out_.source = std::string(*choice.value);
    note("source", choice.source);
  }

  // Keywords that merely spell out the title are no tags.
  bool repeats_title(const std::vector<std::string_view>& tags) const {
    const std::string_view title = fold_title(out_.title ? std::string_view(*out_.title) : "", memory_.texts);
    return std::ranges::all_of(tags, [&](std::string_view tag) {
      const std::string_view folded = fold_title(tag, memory_.texts);
      return folded.find(' ') == std::string_view::npos && has_words(title, folded);
    });
  }

  void merge_tags() {
    for (const Source& source : tags_order) {
      const std::vector<std::string_view>& tags = (found_.*source.findings).tags;
      if (tags.empty() || (source.findings == html_meta.findings && repeats_title(tags))) continue;
      out_.tags.assign(tags.begin(), tags.end());
      note("tags", source.name);
      return;
    }
  }

  std::optional<std::string> resolve(std::string_view address) const {
    std::optional<std::string> resolved = url::resolve(base_url_, address);
    if (!resolved || !url::is_http(*resolved) || resolved->size() > max_url_bytes) return std::nullopt;
    return resolved;
  }

  void merge_address(std::string_view name, std::span<const Source> order, Field field,
                     std::optional<std::string>& out) {
    for (const Source& source : order) {
      const std::optional<std::string_view>& value = (found_.*source.findings).*field;
      if (!value || value->empty()) continue;
      out = resolve(*value);
      if (!out) continue;
      note(name, source.name);
      return;
    }
  }

  void merge_license() {
    const Choice choice = first(license_order, &Findings::license);
    if (!choice.value) return;
    const bool is_name = choice.value->find_first_of(":/") == std::string_view::npos;
    out_.license = is_name ? std::string(*choice.value) : resolve(*choice.value);
    if (out_.license) note("license", choice.source);
  }

  const SourceFindings& found_;
  const SiteName& site_;
  std::string_view base_url_;
  MergeMemory& memory_;
  DateContext dates_;
  Metadata out_;
  std::string_view outlet_;
  std::string_view outlet_source_;
  std::string_view signing_source_;
};

}  // namespace

void SourceFindings::clear() noexcept {
  for (Findings* findings : {&json_ld, &open_graph, &microdata, &html_meta, &visible, &url})
    findings->clear();
}

SiteName merge_site_name(const SourceFindings& found, std::string_view title_affix, bool affix_is_site) {
  SiteName site;
  for (const Source& source : site_order) {
    const std::optional<std::string_view>& value = (found.*source.findings).sitename;
    if (!value || value->empty() || value->find("://") != std::string_view::npos) continue;
    site = {*value, source.name};
    break;
  }
  if (site.name.empty()) {
    if (affix_is_site) site = {title_affix, "title"};
    return site;
  }
  const TitleParts parts = split_title(site.name);
  if (parts.size() > 1) {
    const std::string folded = fold_title(title_affix);
    const bool is_part =
        std::ranges::any_of(parts, [&](std::string_view part) { return fold_title(part) == folded; });
    if (is_part && !folded.empty()) site.name = title_affix;
  }
  return site;
}

Metadata merge(const SourceFindings& found, const Title& title, const SiteName& site,
               std::string_view base_url, MergeMemory& memory) {
  return Merger(found, site, base_url, memory).run(title);
}

}  // namespace lubb::metadata
