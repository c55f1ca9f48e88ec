// lubb_compile_phrases OUTPUT LIST...: writes the source file of built_in_phrases(). Runs during the build.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "extract/phrases/compiler.h"

namespace {

using namespace lubb::extraction;

// "dir/ar.txt" -> "ar"
std::string language_of(const std::string& path) {
  const std::size_t begin = path.rfind('/') + 1;
  return path.substr(begin, path.rfind('.') - begin);
}

template <class Range, class Print>
void write_array(std::ofstream& out, const char* type, const char* array_name, const Range& range,
                 Print print) {
  constexpr int a_line = 16;
  out << "constexpr " << type << ' ' << array_name << "[] = {";
  int column = 0;
  for (const auto& element : range) {
    out << (column++ % a_line == 0 ? "\n" : "");
    print(element);
    out << ',';
  }
  out << "};\n";
}

void write_text(std::ofstream& out, std::string_view text) {
  constexpr std::size_t a_line = 64;
  out << "constexpr char text[] =";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % a_line == 0) out << (i == 0 ? "\n\"" : "\"\n\"");
    const auto byte = static_cast<unsigned char>(text[i]);
    char octal[8];
    std::snprintf(octal, sizeof octal, "\\%03o", byte);
    out << octal;
  }
  out << "\";\n";
}

void write_source(std::ofstream& out, const PhraseTable& table) {
  const auto number = [&](auto value) { out << value; };
  out << "// Made from src/extract/phrases/*.txt by lubb_compile_phrases.\n"
         "#include \"extract/phrase_table.h\"\n\nnamespace lubb::extraction {\nnamespace {\n";
  const auto firsts = [&](std::uint64_t bits) { out << bits << 'U'; };
  out << "constexpr PhraseTable::FirstWords firsts = {";
  for (const std::uint64_t bits : *table.firsts) firsts(bits), out << ',';
  out << "};\nconstexpr PhraseTable::FirstWords inner_firsts = {";
  for (const std::uint64_t bits : *table.inner_firsts) firsts(bits), out << ',';
  out << "};\n";
  write_array(out, "PhraseEdge", "edges", table.edges,
              [&](const PhraseEdge& edge) { out << '{' << edge.high_bits << "U," << edge.node << '}'; });
  write_array(out, "std::uint32_t", "first_entry", table.first_entry, number);
  write_array(out, "PhraseEntry", "entries", table.entries, [&](const PhraseEntry& entry) {
    out << "{{static_cast<PhraseKind>(" << int{static_cast<std::uint8_t>(entry.section.kind)}
        << "),static_cast<PhraseMode>(" << int{static_cast<std::uint8_t>(entry.section.mode)} << "),"
        << int{entry.section.most_words} << "}," << (entry.needs_colon ? "true," : "false,") << entry.next
        << ',' << entry.text_begin << ',' << entry.text_size << '}';
  });
  write_text(out, table.text);
  out << "constexpr PhraseTable table{&firsts, &inner_firsts, edges, first_entry, entries, {text, sizeof "
         "text - 1}};\n"
         "}  // namespace\n\nconst PhraseTable& built_in_phrases() noexcept { return table; }\n\n"
         "}  // namespace lubb::extraction\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  PhraseCompiler compiler;
  for (int i = 2; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::string list(std::istreambuf_iterator<char>(file), {});
    if (!file) {
      std::fprintf(stderr, "%s: cannot be read\n", argv[i]);
      return 1;
    }
    compiler.add_list(language_of(argv[i]), list);
  }
  for (const std::string& line : compiler.malformed()) {
    std::fprintf(stderr, "phrase list %s: this line cannot be read, or an earlier one says the same\n",
                 line.c_str());
  }
  if (!compiler.malformed().empty()) return 1;
  std::ofstream out(argv[1], std::ios::binary);
  write_source(out, compiler.table());
  out.close();
  return out ? 0 : 1;
}
