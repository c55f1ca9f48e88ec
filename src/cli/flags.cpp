#include "cli/flags.h"

#include <algorithm>
#include <array>

#include "cli/crawl_flags.h"

namespace lubb::cli {
namespace {

using enum FlagKind;
using S = Section;

constexpr std::array page_flags{
    // Output
    Flag{.name = "format",
         .short_name = 'f',
         .kind = value,
         .section = S::output,
         .verbs = verb_any | verb_crawl,
         .value_name = "FORMAT",
         .choices = "text markdown html json jsonl tei",
         .alias = "output-format",
         .summary = "text, markdown, html, json, jsonl or tei",
         .details = "The default is text for one input and jsonl for several. With several inputs json is an "
                    "array, tei a teiCorpus, and text, markdown and html need --output-dir. explain knows "
                    "text (its default), json and html."},
    Flag{.name = "output",
         .short_name = 'o',
         .kind = value,
         .section = S::output,
         .value_name = "FILE",
         .summary = "write to FILE instead of standard output",
         .details = "The file appears under its name when it is complete; until then an older one stays. A "
                    "run that is stopped by a signal leaves what is finished in FILE.partial."},
    Flag{.name = "output-dir",
         .kind = value,
         .section = S::output,
         .verbs = verb_clean | verb_crawl,
         .value_name = "DIR",
         .summary = "write one file an input into DIR; of a crawl, where its rows go",
         .details = "The folder is created where it is missing. Names are taken from the inputs; where two "
                    "would be equal the later one gets -2, -3 and so on."},
    Flag{.name = "with-metadata",
         .kind = toggle,
         .section = S::output,
         .verbs = verb_clean | verb_crawl,
         .default_value = "false",
         .summary = "put title, byline, date and address in front",
         .details = "For text, markdown (YAML front matter) and html; the other formats always have them."},
    Flag{.name = "links",
         .kind = toggle,
         .section = S::output,
         .verbs = verb_clean | verb_crawl,
         .default_value = "false",
         .summary = "keep the targets of links",
         .details = "The text of links is kept in any case."},
    Flag{.name = "images",
         .kind = toggle,
         .section = S::output,
         .verbs = verb_clean | verb_crawl,
         .default_value = "false",
         .summary = "keep images"},
    Flag{.name = "fold-arabic",
         .kind = toggle,
         .section = S::output,
         .verbs = verb_clean | verb_crawl,
         .default_value = "false",
         .summary = "fold presentation forms, tatweel and alef forms of the text",
         .details = "Without it the text keeps the author's characters."},
    // Input
    Flag{.name = "input-format",
         .kind = value,
         .section = S::input,
         .value_name = "KIND",
         .choices = "auto html text jsonl warc urls",
         .default_value = "auto",
         .summary = "auto, html, text, jsonl, warc or urls",
         .details = "auto goes by the kind of the input, its name's ending and its content. html takes every "
                    "file for a page, text for a page saved as plain text with all that stood around the "
                    "article, a paragraph or menu entry a line; jsonl reads rows with \"id\", \"url\" and "
                    "\"html\" and passes other members through; warc reads the responses in WARC files, "
                    "whatever they are called; urls reads addresses, one a line, and fetches them."},
    Flag{.name = "input-dir",
         .kind = list,
         .section = S::input,
         .verbs = verb_clean,
         .value_name = "DIR",
         .summary = "one more INPUT, a folder"},
    Flag{.name = "url",
         .kind = value,
         .section = S::input,
         .value_name = "URL",
         .summary = "the page's address",
         .details = "It resolves links and helps to find the metadata. Only for a single input."},
    Flag{.name = "content-type",
         .kind = value,
         .section = S::input,
         .value_name = "VALUE",
         .summary = "the page's Content-Type header as received",
         .details = "Its charset counts as the server's word. An empty or unknown value is ignored."},
    // Content
    Flag{.name = "precision",
         .kind = toggle,
         .section = S::content,
         .verbs = verb_pages,
         .default_value = "false",
         .summary = "when in doubt, leave it out",
         .details =
             "Measured on news in five languages that nothing was trained on: precision 0.94, recall 0.92; "
             "without either flag 0.90 and 0.94."},
    Flag{.name = "recall",
         .kind = toggle,
         .section = S::content,
         .verbs = verb_pages,
         .default_value = "false",
         .summary = "when in doubt, keep it",
         .details = "Measured on the same pages: precision 0.85, recall 0.95."},
    Flag{.name = "comments",
         .kind = toggle,
         .section = S::content,
         .verbs = verb_pages,
         .default_value = "false",
         .summary = "give the readers' comments too",
         .details = "They stand in a section of their own; the article is the same either way."},
    Flag{.name = "tables",
         .kind = toggle,
         .section = S::content,
         .verbs = verb_pages,
         .default_value = "true",
         .summary = "keep tables (--no-tables leaves them out)"},
    Flag{.name = "prune",
         .kind = list,
         .section = S::content,
         .verbs = verb_pages,
         .value_name = "SELECTOR",
         .summary = "leave out what matches, with all inside it",
         .details = "A simple selector: tag, .class, #id or [attribute=value]."},
    Flag{.name = "keep",
         .kind = list,
         .section = S::content,
         .verbs = verb_pages,
         .value_name = "SELECTOR",
         .summary = "keep what matches, whatever its score"},
    Flag{
        .name = "site-memory",
        .kind = toggle,
        .section = S::content,
        .verbs = verb_pages,
        .summary = "leave out what many pages of a site have (crawl does)",
        .details =
            "A block of text that stands on many of a site's pages counts against itself, on articles; where "
            "fewer than 10 pages of a site are known all is as without. clean reads its input twice, so that "
            "must be files. Pages are of one site by the host of their address (as given, or as the page "
            "gives it), those without an address by the INPUT they come from. explain looks at the "
            "page's folder. crawl goes by what earlier nights have seen; --no-site-memory turns that off."},
    // Selection
    Flag{.name = "only-with-metadata",
         .kind = toggle,
         .section = S::selection,
         .verbs = verb_clean,
         .default_value = "false",
         .summary = "only pages with title, date and address",
         .details = "The address is the one given or the page's canonical one. Other pages have the status "
                    "\"empty\" and a message that tells what is missing."},
    Flag{.name = "target-language",
         .kind = value,
         .section = S::selection,
         .verbs = verb_clean,
         .value_name = "LANGUAGE",
         .summary = "only pages in this language, e.g. ar",
         .details = "Other pages, and those whose language is not known, have the status \"empty\" and a "
                    "message."},
    Flag{.name = "min-words",
         .kind = value,
         .section = S::selection,
         .verbs = verb_clean,
         .value_name = "N",
         .default_value = "0",
         .summary = "only articles of N words or more",
         .details = "Shorter ones have the status \"empty\" and a message."},
    // Network
    Flag{.name = "timeout",
         .kind = value,
         .section = S::network,
         .verbs = verb_pages,
         .value_name = "SECONDS",
         .summary = "time for one page (12 to fetch it, 10 to clean it)",
         .details = "All tries, redirects and pauses of a fetch together. Where it is given it bounds the "
                    "cleaning of a page as well."},
    Flag{.name = "header",
         .short_name = 'H',
         .kind = list,
         .section = S::network,
         .verbs = verb_pages,
         .value_name = "HEADER",
         .summary = "send this header, \"Name: value\"",
         .details = "Redirects to another host get only the headers that say how pages are wished for."},
    Flag{.name = "user-agent",
         .kind = value,
         .section = S::network,
         .verbs = verb_pages,
         .value_name = "NAME",
         .summary = "what to call oneself (lubb/0.1)"},
    Flag{.name = "cookie-file",
         .kind = value,
         .section = S::network,
         .verbs = verb_pages,
         .value_name = "FILE",
         .summary = "send the cookies of FILE",
         .details = "In Netscape's format, as browsers export it. It is never written."},
    Flag{.name = "allow-net",
         .kind = list,
         .section = S::network,
         .verbs = verb_pages,
         .value_name = "HOST[:PORT]",
         .summary = "a host that may be contacted though it is not public",
         .details = "Loopback, private, link-local and metadata addresses are not contacted otherwise, "
                    "also not by a redirect."},
    // Running
    Flag{.name = "jobs",
         .short_name = 'j',
         .kind = value,
         .section = S::running,
         .verbs = verb_clean | verb_crawl,
         .value_name = "N",
         .alias = "parallel",
         .summary = "threads to use (all cores)",
         .details =
             "The output keeps the order of the inputs. Of a crawl: requests at a time (16); pages are "
             "cleaned on all cores."},
    Flag{.name = "max-bytes",
         .kind = value,
         .section = S::running,
         .verbs = verb_pages,
         .value_name = "SIZE",
         .default_value = "64M",
         .summary = "read no more of a page; K, M and G are understood",
         .details =
             "Counted after unpacking. A longer file is cleaned as far as it was read, and its row says so "
             "under \"limits\" (input_bytes); a longer answer of a server is an error."},
    Flag{.name = "limit",
         .kind = list,
         .section = S::running,
         .verbs = verb_pages,
         .value_name = "NAME=VALUE",
         .summary = "another bound on what one page may cost",
         .details =
             "NAME is as in a row's \"limits\": tree_depth (256 elements in each other), nodes (4000000 "
             "elements and runs of text), blocks (200000 of text), arena_bytes (256M for the tree), "
             "json_ld_bytes (4M) and json_ld_depth (64) of structured data. A page that reaches one is "
             "cleaned as far as it was read, and its row says so; of milliseconds (10000 of computing; 0 is "
             "none) "
             "it becomes an error. --max-bytes is the bound on the page itself."},
    Flag{.name = "stats",
         .kind = toggle,
         .section = S::running,
         .verbs = verb_clean | verb_crawl,
         .default_value = "false",
         .summary = "end with a line of figures in JSON on standard error"},
    Flag{.name = "quiet",
         .short_name = 'q',
         .kind = toggle,
         .section = S::running,
         .verbs = verb_all,
         .default_value = "false",
         .summary = "say no more than why the exit status is not 0"},
    Flag{.name = "verbose",
         .short_name = 'v',
         .kind = toggle,
         .section = S::running,
         .verbs = verb_all,
         .default_value = "false",
         .summary = "say what became of every input"},
    Flag{.name = "log-format",
         .kind = value,
         .section = S::running,
         .verbs = verb_all,
         .value_name = "FORMAT",
         .choices = "text json",
         .default_value = "text",
         .summary = "of messages: text or json"},
    // Information
    Flag{.name = "config",
         .kind = value,
         .section = S::information,
         .verbs = verb_all,
         .value_name = "FILE",
         .summary = "read settings from FILE",
         .details = "Lines of the form NAME = VALUE with the long names of the flags; # begins a comment at "
                    "the start of a line or after two spaces. The environment (LUBB_JOBS for --jobs) goes "
                    "before the file, flags go before both. LUBB_CONFIG names a file, too."},
    Flag{.name = "print-config",
         .kind = action,
         .section = S::information,
         .summary = "show all settings and where they come from"},
    Flag{.name = "print-completion",
         .kind = query,
         .section = S::information,
         .value_name = "SHELL",
         .choices = "bash zsh fish",
         .summary = "print completions for bash, zsh or fish"},
    Flag{.name = "print-man", .kind = action, .section = S::information, .summary = "print the manual page"},
    Flag{.name = "help",
         .short_name = 'h',
         .kind = action,
         .section = S::information,
         .summary = "show this help"},
    Flag{.name = "version",
         .short_name = 'V',
         .kind = action,
         .section = S::information,
         .summary = "show the version"},
};

constexpr auto table = [] {
  std::array<Flag, page_flags.size() + crawl_flags.size()> all;
  std::copy(crawl_flags.begin(), crawl_flags.end(),
            std::copy(page_flags.begin(), page_flags.end(), all.begin()));
  return all;
}();

}  // namespace

std::span<const Flag> flags() noexcept { return table; }

}  // namespace lubb::cli
