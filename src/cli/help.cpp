#include "cli/help.h"

#include <algorithm>
#include <array>

#include "cli/flags.h"

namespace lubb::cli {
namespace {

constexpr std::array all_sections{Section::output,    Section::input,      Section::content,
                                  Section::selection, Section::network,    Section::crawling,
                                  Section::running,   Section::information};
constexpr std::size_t summary_column = 32;

constexpr std::string_view intro =
    "lubb takes the article out of web pages: its text, title, byline, date and more.\n"
    "\n"
    "Usage: lubb [clean] [FLAGS] [INPUT...]     clean pages\n"
    "       lubb explain [FLAGS] [INPUT]        show why each block was kept or dropped\n"
    "       lubb crawl --state FILE --seeds FILE --output-dir DIR [FLAGS]\n"
    "                                           fetch what is new, night after night\n"
    "       lubb state export|check|forget|retry|prune --state FILE\n"
    "\n"
    "INPUT is a file (HTML, also .gz or .zst; .jsonl; .warc), a folder, an http(s) address, or\n"
    "- for standard input, which is read when no INPUT is given.\n";

constexpr std::string_view outro =
    "\n"
    "Every flag without value has its opposite: --no-stats. Flags can also be set by the\n"
    "environment (LUBB_JOBS=2) and by a file (--config); see lubb(1).\n"
    "\n"
    "Exit status: 0 every input gave an article; 1 some failed or had none; 2 wrong usage;\n"
    "3 no input gave anything; 74 the output could not be written; 75 another\n"
    "run holds the state; 130 or 143 stopped.\n";

// "-f, --format FORMAT"
std::string usage_of(const Flag& flag) {
  std::string result = flag.short_name != 0 ? std::string("-") + flag.short_name + ", " : "    ";
  result += "--" + std::string(flag.name);
  if (takes_value(flag.kind)) result += " " + std::string(flag.value_name);
  return result;
}

std::string escape_roff(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '-') {
      result += "\\-";
    } else if (c == '\\') {
      result += "\\e";
    } else {
      result += c;
    }
  }
  return result;
}

std::string sentence(std::string_view summary) {
  std::string result(summary);
  if (result.front() >= 'a' && result.front() <= 'z') result.front() = static_cast<char>(result.front() - 32);
  return result + ".";
}

void append_roff_flag(const Flag& flag, std::string& out) {
  out += ".TP\n";
  if (flag.short_name != 0) out += std::string("\\fB\\-") + flag.short_name + "\\fR, ";
  out += "\\fB" + escape_roff("--" + std::string(flag.name)) + "\\fR";
  if (takes_value(flag.kind)) out += " \\fI" + escape_roff(flag.value_name) + "\\fR";
  out += "\n" + escape_roff(sentence(flag.summary));
  if (!flag.details.empty()) out += " " + escape_roff(flag.details);
  if (flag.kind == FlagKind::list) out += " May be given several times.";
  if (!flag.alias.empty()) out += " Also called " + escape_roff("--" + std::string(flag.alias)) + ".";
  const bool shown =
      !flag.default_value.empty() && flag.kind != FlagKind::toggle && flag.default_value != "0";
  if (shown) out += " The default is " + escape_roff(flag.default_value) + ".";
  out += "\n";
}

constexpr std::string_view roff_head =
    ".\\\" Made by lubb --print-man; do not edit.\n"
    ".TH LUBB 1 \"\" \"lubb 0.1.0\" \"User Commands\"\n"
    ".SH NAME\n"
    "lubb \\- take the article out of web pages\n"
    ".SH SYNOPSIS\n"
    ".B lubb\n[\\fBclean\\fR] [\\fIFLAGS\\fR] [\\fIINPUT\\fR...]\n.br\n"
    ".B lubb explain\n[\\fIFLAGS\\fR] [\\fIINPUT\\fR]\n.br\n"
    ".B lubb crawl\n\\-\\-state \\fIFILE\\fR \\-\\-seeds \\fIFILE\\fR \\-\\-output\\-dir \\fIDIR\\fR "
    "[\\fIFLAGS\\fR]\n.br\n"
    ".B lubb state\nexport|check|forget \\fIADDRESS\\fR...|retry|prune \\-\\-state \\fIFILE\\fR\n"
    ".SH DESCRIPTION\n"
    "lubb reads HTML pages and writes the text of their articles, with title, byline, date and other "
    "metadata, as text, Markdown, HTML, JSON, JSON Lines or TEI. Pages in any encoding are understood; "
    "Arabic and other scripts written from right to left are at home.\n"
    ".PP\n"
    "\\fIINPUT\\fR is a file (HTML, also packed as .gz or .zst; rows in a .jsonl file; the responses in a "
    ".warc file, packed or not), a folder, which is "
    "read with all folders in it, an http or https address, or \\- for standard input. Without \\fIINPUT\\fR "
    "standard input is read. Whether a file in a folder is a page is decided by its content.\n"
    ".PP\n"
    "\\fBlubb explain\\fR shows every block of one page with its place, its score, whether it was kept, and "
    "why.\n"
    ".PP\n"
    "\\fBlubb crawl\\fR visits the pages of a list of seeds, and those that feeds, sitemaps, section pages "
    "and "
    "front pages in it lead to, and appends a row for each to articles\\-YYYY\\-MM\\-DD.jsonl. A line of the "
    "list "
    "is an address with settings behind it: max\\-pages=N new pages a night, delay=SECONDS, follow=1 for a "
    "section "
    "page. The next night it asks only for what may have changed. Whatever ends it, the next run goes on, "
    "and no "
    "row is lost or written twice; a second run on one state ends with status 75 at once. It obeys SIGINT "
    "also as "
    "a background job of a script, which others ignore there.\n"
    ".PP\n"
    "\\fBlubb state\\fR prints the last row of every article (export), checks the state's integrity, forgets "
    "pages "
    "by their address (or, with * at its end, all that begin so), makes failed ones due again (retry), or "
    "forgets "
    "those that were not visited for long (prune).\n";

constexpr std::string_view roff_tail =
    ".SH ROWS\n"
    "json and jsonl give one row an input, failures included. Its \\fIstatus\\fR is \\fBok\\fR; "
    "\\fBempty\\fR (no article in it, or none that \\-\\-min\\-words, \\-\\-target\\-language or "
    "\\-\\-only\\-with\\-metadata let pass; then \\fIerror\\fR says which); \\fBskipped\\fR (not a page by "
    "its content); \\fBunchanged\\fR; or \\fBerror\\fR. \\fIerror\\fR holds a kind and a message, "
    "\\fIlimits\\fR the limits that cut the page.\n"
    ".SH ENVIRONMENT\n"
    "Every flag but those that print something can be set by a variable: LUBB_ and its name in capitals, "
    "with _ for \\-; a flag that may be given several times takes one value a line. The variables "
    "http_proxy, https_proxy, all_proxy and no_proxy are respected; what a proxy connects to by name is "
    "the proxy's to decide.\n"
    ".SH EXIT STATUS\n"
    ".TP\n.B 0\nEvery input gave an article. Skipped files do not count. Also when standard output was "
    "closed early, as head(1) does.\n"
    ".TP\n.B 1\nFinished, but some inputs failed or had no article.\n"
    ".TP\n.B 2\nWrong usage or configuration.\n"
    ".TP\n.B 3\nNo input gave anything.\n"
    ".TP\n.B 74\nThe output or the state could not be written.\n"
    ".TP\n.B 75\nAnother run holds the state.\n"
    ".TP\n.B 130, 143\nStopped by SIGINT or SIGTERM; what was finished is written.\n"
    ".SH EXAMPLES\n"
    ".nf\n"
    "lubb page.html\n"
    "lubb \\-f markdown \\-\\-with\\-metadata https://example.org/story\n"
    "lubb pages/ \\-o articles.jsonl \\-\\-stats\n"
    "lubb pages/ \\-f markdown \\-\\-output\\-dir articles\n"
    "lubb explain page.html \\-f html \\-o why.html\n"
    ".fi\n";

std::string bash_completion() {
  std::string words;
  std::string cases;
  for (const Flag& flag : flags()) {
    words += " --" + std::string(flag.name);
    if (flag.kind == FlagKind::toggle) words += " --no-" + std::string(flag.name);
    if (!flag.alias.empty()) words += " --" + std::string(flag.alias);
    if (flag.short_name != 0) words += std::string(" -") + flag.short_name;
    if (flag.choices.empty()) continue;
    cases += "    --" + std::string(flag.name);
    if (!flag.alias.empty()) cases += "|--" + std::string(flag.alias);
    if (flag.short_name != 0) cases += std::string("|-") + flag.short_name;
    cases += ")\n      COMPREPLY=($(compgen -W '" + std::string(flag.choices) +
             "' -- \"$word\"))\n      return ;;\n";
  }
  return "# bash completion for lubb, made by lubb --print-completion bash\n"
         "_lubb() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  case $before in\n" +
         cases +
         "  esac\n"
         "  if [[ $word == -* ]]; then\n"
         "    COMPREPLY=($(compgen -W '" +
         words.substr(1) +
         "' -- \"$word\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "    [[ $COMP_CWORD -eq 1 ]] && COMPREPLY+=($(compgen -W 'clean explain' -- \"$word\"))\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _lubb lubb\n";
}

// Quotes for single-quoted words, and the characters that mean something inside zsh's brackets.
std::string escape_zsh(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      if (c == '[' || c == ']' || c == ':') result += '\\';
      result += c;
    }
  }
  return result;
}

std::string zsh_completion() {
  std::string out =
      "#compdef lubb\n# zsh completion for lubb, made by lubb --print-completion zsh\n_arguments -s \\\n";
  const auto add = [&out](const Flag& flag, const std::string& spelling) {
    out += "  '*" + spelling + "[" + escape_zsh(flag.summary) + "]";
    if (takes_value(flag.kind)) {
      out += ":" + escape_zsh(flag.value_name) + ":";
      out += flag.choices.empty() ? "_files" : "(" + std::string(flag.choices) + ")";
    }
    out += "' \\\n";
  };
  for (const Flag& flag : flags()) {
    add(flag, "--" + std::string(flag.name));
    if (flag.short_name != 0) add(flag, std::string("-") + flag.short_name);
    if (!flag.alias.empty()) add(flag, "--" + std::string(flag.alias));
    if (flag.kind == FlagKind::toggle) add(flag, "--no-" + std::string(flag.name));
  }
  return out + "  '*:INPUT:_files'\n";
}

std::string escape_fish(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string fish_completion() {
  std::string out =
      "# fish completion for lubb, made by lubb --print-completion fish\n"
      "complete -c lubb -n __fish_use_subcommand -a 'clean explain'\n";
  for (const Flag& flag : flags()) {
    std::string tail;
    if (takes_value(flag.kind)) tail += " -r";
    if (!flag.choices.empty()) tail += " -f -a '" + std::string(flag.choices) + "'";
    tail += " -d '" + escape_fish(flag.summary) + "'\n";
    const std::string short_name = flag.short_name != 0 ? std::string(" -s ") + flag.short_name : "";
    out.append("complete -c lubb").append(short_name).append(" -l ").append(flag.name).append(tail);
    if (!flag.alias.empty()) out.append("complete -c lubb -l ").append(flag.alias).append(tail);
    if (flag.kind == FlagKind::toggle) out.append("complete -c lubb -l no-").append(flag.name).append(tail);
  }
  return out;
}

}  // namespace

std::string help_text() {
  std::string out(intro);
  for (const Section section : all_sections) {
    out += "\n" + std::string(title(section)) + ":\n";
    for (const Flag& flag : flags()) {
      if (flag.section != section) continue;
      std::string line = "  " + usage_of(flag);
      line.resize(std::max(line.size() + 1, summary_column), ' ');
      out += line + std::string(flag.summary) + "\n";
    }
  }
  return out + std::string(outro);
}

std::string manual_page() {
  std::string out(roff_head);
  out += ".SH FLAGS\nEvery flag without value has its opposite, \\fB\\-\\-no\\-\\fR and its name.\n";
  for (const Section section : all_sections) {
    out += ".SS " + std::string(title(section)) + "\n";
    for (const Flag& flag : flags()) {
      if (flag.section == section) append_roff_flag(flag, out);
    }
  }
  return out + std::string(roff_tail);
}

std::string completion(std::string_view shell) {
  if (shell == "bash") return bash_completion();
  if (shell == "zsh") return zsh_completion();
  if (shell == "fish") return fish_completion();
  return {};
}

}  // namespace lubb::cli
