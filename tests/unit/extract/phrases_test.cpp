#include "extract/phrases.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "extract/phrase_table.h"
#include "extract/phrases/compiler.h"
#include "support/growth.h"

namespace {

using lubb::extraction::match_phrase;
using lubb::extraction::PhraseCompiler;
using lubb::extraction::PhraseKind;
using lubb::extraction::PhraseMatch;
using lubb::extraction::PhraseTable;

std::string kind_of(std::string_view text) { return std::string(name(match_phrase(text).kind)); }

TEST_CASE("the built-in table holds every list") {
  CHECK(lubb::extraction::built_in_phrases().entries.size() > 5000);
}

TEST_CASE("every kind but none has its own name") {
  std::set<std::string_view> names;
  for (auto i = 0; i < static_cast<int>(PhraseKind::count_); ++i) {
    names.insert(name(static_cast<PhraseKind>(i)));
  }
  CHECK(names.size() == static_cast<std::size_t>(PhraseKind::count_));
}

TEST_CASE("Arabic read-also lines are found in every spelling") {
  CHECK(kind_of("اقرأ أيضاً: انطلاق معرض الكتاب في البصرة") == "read_also");
  CHECK(kind_of("إقرأ ايضا | انطلاق معرض الكتاب") == "read_also");
  CHECK(kind_of("اِقْرَأْ أَيْضًا") == "related_heading");
  CHECK(kind_of("طالع أيضاً.. تفاصيل مباراة الغد") == "read_also");
  CHECK(kind_of("للمزيد: تابع صفحة المباراة") == "read_also");
  CHECK(kind_of("اقـــرأ المزيد") == "read_also");
}

TEST_CASE("Arabic headings of other stories, promotions and notices are found") {
  CHECK(kind_of("مقالات ذات صلة") == "related_heading");
  CHECK(kind_of("الأكثر مشاهدة") == "most_read");
  CHECK(kind_of("يمكنكم الآن متابعة آخر الأخبار مجاناً من خلال تطبيق تلغرام") == "promotion");
  CHECK(kind_of("إضغط هنا للإشتراك") == "promotion");
  CHECK(kind_of("اعلان") == "advertisement");
  CHECK(kind_of("أنت تستخدم إضافة Adblock") == "adblock");
  CHECK(kind_of("نستعمل ملفات تعريف الارتباط كي يعمل الموقع") == "cookie");
  CHECK(kind_of("اترك تعليقاً") == "comment_form");
  CHECK(kind_of("لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *") == "comment_form");
  CHECK(kind_of("جميع الحقوق محفوظة © ٢٠٢٤ صحيفة الميناء") == "copyright");
  CHECK(kind_of("زر الذهاب إلى الأعلى") == "navigation");
  CHECK(kind_of("أبلغ عن إشهار غير لائق") == "advertisement");
  CHECK(kind_of("المصدر: وكالات") == "source_label");
  CHECK(kind_of("بقلم: سالم الدوري") == "byline");
  CHECK(kind_of("قراءة ٣ دقائق") == "interface");
}

TEST_CASE("Arabic sentences that hold a phrase's words are left alone") {
  CHECK(kind_of("المصدر الأمني قال إن القوات انتشرت في محيط المدينة") == "none");
  CHECK(kind_of("آخر الأخبار الواردة من الجبهة تفيد بتوقف القتال") == "none");
  CHECK(kind_of("كتب الرئيس رسالة إلى نظيره يدعوه فيها إلى زيارة البلاد") == "none");
  CHECK(kind_of("شارك المئات في المسيرة التي جابت شوارع العاصمة") == "none");
  CHECK(kind_of("مشاهدات من الميدان كما رواها الأهالي") == "none");
}

TEST_CASE("other languages are matched in their own letters") {
  CHECK(kind_of("بیشتر بخوانید: افتتاح نمایشگاه") == "read_also");
  CHECK(kind_of("متعلقہ خبریں") == "related_heading");
  CHECK(kind_of("קראו גם: פתיחת התערוכה") == "read_also");
  CHECK(kind_of("READ MORE: the harbour reopens") == "read_also");
  CHECK(kind_of("Lesen Sie auch") == "related_heading");
  CHECK(kind_of("İLGİLİ HABERLER") == "related_heading");
  CHECK(kind_of("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ: νέο λιμάνι") == "read_also");
  CHECK(kind_of("به محتوای اصلی برگردید") == "navigation");
  CHECK(kind_of("Читайте также") == "related_heading");
  CHECK(kind_of("责任编辑：王小明") == "byline");
  CHECK(kind_of("相关新闻") == "related_heading");
  CHECK(kind_of("コメントを残す") == "comment_form");
  CHECK(kind_of("무단전재 및 재배포 금지") == "copyright");
}

TEST_CASE("digits, punctuation and symbols do not keep a phrase from being the whole block") {
  const PhraseMatch match = match_phrase("» 12 Comments (3) …");
  CHECK(match.kind == PhraseKind::comment_heading);
  CHECK(match.whole);
  CHECK(std::string(match.phrase) == "comments");
  CHECK_FALSE(match_phrase("Read also: the harbour reopens").whole);
}

TEST_CASE("a phrase must end at the end of a word") {
  CHECK(kind_of("Shareholders") == "none");
  CHECK(kind_of("اعلانهم") == "none");
}

TEST_CASE("a phrase with a colon asks for the colon or for the end") {
  PhraseCompiler compiler;
  compiler.add_list("x", "[source_label prefix 9]\nsource:\n");
  const PhraseTable table = compiler.table();
  CHECK(table.match("Source: the ministry").kind == PhraseKind::source_label);
  CHECK(table.match("Source ： the ministry").kind == PhraseKind::source_label);
  CHECK(table.match("Source").kind == PhraseKind::source_label);
  CHECK(table.match("Source code is published").kind == PhraseKind::none);
}

TEST_CASE("modes and the longest block of a section are kept to") {
  PhraseCompiler compiler;
  compiler.add_list("x",
                    "# comment\n[share whole]\nsend on\n[cookie anywhere 6]\nbig biscuits\n"
                    "[read_also suffix]\ngo on\n[login prefix]\nknock at\n");
  const PhraseTable table = compiler.table();
  CHECK(table.match("send on").kind == PhraseKind::share);
  CHECK(table.match("send on now").kind == PhraseKind::none);
  CHECK(table.match("we bake big biscuits here").kind == PhraseKind::cookie);
  CHECK(table.match("we bake big biscuits here on most days").kind == PhraseKind::none);
  CHECK(table.match("then they go on").kind == PhraseKind::read_also);
  CHECK(table.match("go on then").kind == PhraseKind::none);
  CHECK(table.match("knock at the door").kind == PhraseKind::login);
  CHECK(table.match("and knock at").kind == PhraseKind::none);
}

TEST_CASE("the whole block goes before its beginning, the longer phrase before the shorter") {
  PhraseCompiler compiler;
  compiler.add_list("x", "[share prefix]\none\none two\n[login whole]\none two\n[cookie anywhere]\ntwo\n");
  const PhraseTable table = compiler.table();
  CHECK(table.match("one two").kind == PhraseKind::login);
  CHECK(std::string(table.match("one two three").phrase) == "one two");
  CHECK(table.match("and two").kind == PhraseKind::cookie);
}

TEST_CASE("lines that cannot be read are named") {
  PhraseCompiler compiler;
  compiler.add_list("x",
                    "stray\n[nonsense whole]\n[share sideways]\n[share whole 900]\n[share whole]\n***\n");
  const PhraseTable table = compiler.table();
  CHECK(compiler.malformed().size() == 5);
  CHECK(compiler.malformed().front() == "x:1: stray");
  CHECK(table.entries.empty());
}

TEST_CASE("a phrase that an earlier one repeats is named, in whatever list or kind") {
  PhraseCompiler compiler;
  compiler.add_list("x", "[share whole]\nsend on\n[share prefix]\nsend on\n");
  compiler.add_list("y", "[login whole]\nSend on!\n[share prefix]\nsend on:\n");
  CHECK(compiler.malformed() == std::vector<std::string>{"y:2: Send on!"});
  CHECK(compiler.table().entries.size() == 3);
}

TEST_CASE("prose of more than sixty words never matches") {
  std::string prose = "Read also: ";
  for (int i = 0; i < 70; ++i) prose += "word ";
  CHECK(kind_of(prose) == "none");
  prose.clear();
  for (int i = 0; i < 200; ++i) prose += "相关新闻";
  CHECK(kind_of(prose) == "none");
}

TEST_CASE("empty, truncated and meaningless input gives no match") {
  CHECK(kind_of("") == "none");
  CHECK(kind_of("***") == "none");
  CHECK(kind_of("2024") == "none");
  CHECK(kind_of("\xD8") == "none");
  CHECK(kind_of(std::string(1000, '\0')) == "none");
  CHECK(kind_of("read\xFF\xFEmore\xC3") != "share");
}

TEST_CASE("a block of a million letters costs no more than one of thousands") {
  const auto block = [](std::size_t bytes) { return std::string(bytes, 'a'); };
  constexpr double costs_the_same = 1.0 / static_cast<double>(lubb::test::growth_factor);
  CHECK(lubb::test::growth(1'000'000, block, [](const std::string& huge) {
          for (int i = 0; i < 1000; ++i) CHECK_FALSE(match_phrase(huge).whole);
        }) < 2 * costs_the_same);
}

}  // namespace
