#include "encoding/declared.h"

#include <doctest/doctest.h>

#include "unit/encoding/bytes.h"

namespace lubb::encoding {
namespace {

std::string markup(std::string_view page) { return std::string(charset_of_markup(page)); }
std::string transport(std::string_view value) { return std::string(charset_of_content_type(value)); }
std::string canonical(std::string_view label) { return std::string(canonical_charset(label)); }

TEST_CASE("labels are matched without regard to case and surrounding white space") {
  CHECK(canonical("latin1") == "windows-1252");
  CHECK(canonical(" ISO-8859-1\n") == "windows-1252");
  CHECK(canonical("us-ascii") == "windows-1252");
  CHECK(canonical("Arabic") == "iso-8859-6");
  CHECK(canonical("cp1256") == "windows-1256");
  CHECK(canonical("x-cp1250") == "windows-1250");
  CHECK(canonical("gb2312") == "gbk");
  CHECK(canonical("ks_c_5601-1987") == "euc-kr");
  CHECK(canonical("sjis") == "shift_jis");
  CHECK(canonical("cseucpkdfmtjapanese") == "euc-jp");
  CHECK(canonical("866") == "ibm866");
  CHECK(canonical("x-x-big5") == "big5");
  CHECK(canonical("iso-8859-8-i") == "iso-8859-8-i");
  CHECK(canonical("hz-gb-2312") == "replacement");
  CHECK(canonical("utf8") == "utf-8");
}

TEST_CASE("what the standard does not list is no label") {
  CHECK(canonical("").empty());
  CHECK(canonical("utf-7").empty());
  CHECK(canonical("bogus-9000").empty());
  CHECK(canonical("utf-8x").empty());
  CHECK(canonical(std::string(1000, 'a')).empty());
  CHECK(canonical(std::string_view("\0", 1)).empty());
}

TEST_CASE("the charset parameter of a Content-Type is read in its usual spellings") {
  CHECK(transport("text/html; charset=windows-1256") == "windows-1256");
  CHECK(transport("text/html;charset=\"UTF-8\"") == "utf-8");
  CHECK(transport("text/html; Charset = 'koi8-r' ; x=y") == "koi8-r");
  CHECK(transport("text/html; charset=utf-8, text/html") == "utf-8");
  CHECK(transport("text/html").empty());
  CHECK(transport("text/html; charset=").empty());
  CHECK(transport("text/html; charset=bogus").empty());
  CHECK(transport("text/html; charset=\"utf-8").empty());
  CHECK(transport("charset").empty());
}

TEST_CASE("a meta declares in both of its forms") {
  CHECK(markup("<meta charset=windows-1256>") == "windows-1256");
  CHECK(markup("<META/CHARSET = 'windows-1251' >") == "windows-1251");
  CHECK(markup("<meta http-equiv=Content-Type content='text/html; charset=big5'>") == "big5");
  CHECK(markup("<meta content='text/html;charset = \"euc-kr\"' http-equiv = \"content-type\">") == "euc-kr");
}

TEST_CASE("content without the http-equiv pragma declares nothing") {
  CHECK(markup("<meta name=description content='about charset=big5'>").empty());
}

TEST_CASE("the first usable declaration wins") {
  CHECK(markup("<meta charset=bogus><meta charset=koi8-r><meta charset=big5>") == "koi8-r");
}

TEST_CASE("declarations inside comments, scripts, styles, end tags and attribute values do not count") {
  CHECK(markup("<!-- <meta charset=big5> --><meta charset=koi8-r>") == "koi8-r");
  CHECK(markup("<!--><meta charset=koi8-r>") == "koi8-r");
  CHECK(markup("<script>'<meta charset=big5>'</script><meta charset=koi8-r>") == "koi8-r");
  CHECK(markup("<style>/* <meta charset=big5> */</STYLE ><meta charset=koi8-r>") == "koi8-r");
  CHECK(markup("</meta charset=big5><meta charset=koi8-r>") == "koi8-r");
  CHECK(markup("<a title='<meta charset=big5>'><meta charset=koi8-r>") == "koi8-r");
  CHECK(markup("<metal charset=big5>").empty());
}

TEST_CASE("a declaration is found after more bytes than the standard looks at") {
  CHECK(markup("<!--" + std::string(8000, 'x') + "--><meta charset=windows-1256>") == "windows-1256");
}

TEST_CASE("an XML declaration counts if no meta does") {
  CHECK(markup("<?xml version=\"1.0\" encoding='windows-1256'?><html>") == "windows-1256");
  CHECK(markup("<?xml version=\"1.0\" encoding='windows-1256'?><meta charset=utf-8>") == "utf-8");
  CHECK(markup("<?xml version='1.0'?><p>encoding='big5'").empty());
}

TEST_CASE("utf-16 in a meta means utf-8 and x-user-defined means windows-1252") {
  CHECK(markup("<meta charset=utf-16le>") == "utf-8");
  CHECK(markup("<meta charset=x-user-defined>") == "windows-1252");
}

TEST_CASE("a declaration cut off anywhere is read without harm") {
  const std::string page =
      "<!DOCTYPE html><meta http-equiv='content-type' content=\"text/html; charset='koi8-r'\">";
  for (std::size_t size = 0; size + 1 < page.size(); ++size) CHECK(markup(page.substr(0, size)).size() <= 6);
  CHECK(markup(page) == "koi8-r");
}

TEST_CASE("byte order marks are told apart") {
  using namespace std::string_view_literals;
  CHECK(byte_order_mark("\xEF\xBB\xBFx").charset == "utf-8");
  CHECK(byte_order_mark("\xFF\xFEx\0"sv).charset == "utf-16le");
  CHECK(byte_order_mark("\xFE\xFF\0x"sv).charset == "utf-16be");
  CHECK(byte_order_mark("\xFF\xFE\0\0"sv).charset == "utf-32le");
  CHECK(byte_order_mark("\xEF\xBB").charset.empty());
  CHECK(byte_order_mark("").size == 0);
}

}  // namespace
}  // namespace lubb::encoding
