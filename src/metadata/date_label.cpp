#include "metadata/date_label.h"

#include <array>
#include <cstddef>
#include <string>

#include "base/text.h"

namespace lubb::metadata {
namespace {

struct LabelWord {
  std::string_view folded;
  DateLabel label;
};

// In folded form. The label nearest before a date says what the date is.
constexpr auto label_words = std::to_array<LabelWord>({
    {"updated", DateLabel::modified},
    {"modified", DateLabel::modified},
    {"last update", DateLabel::modified},
    {"last edited", DateLabel::modified},
    {"edited", DateLabel::modified},
    {"revised", DateLabel::modified},
    {"aktualisiert", DateLabel::modified},
    {"geändert", DateLabel::modified},
    {"änderung", DateLabel::modified},
    {"zuletzt", DateLabel::modified},
    {"stand:", DateLabel::modified},
    {"mis à jour", DateLabel::modified},
    {"mise à jour", DateLabel::modified},
    {"modifié", DateLabel::modified},
    {"actualizado", DateLabel::modified},
    {"actualización", DateLabel::modified},
    {"atualizado", DateLabel::modified},
    {"aggiornato", DateLabel::modified},
    {"aggiornamento", DateLabel::modified},
    {"bijgewerkt", DateLabel::modified},
    {"gewijzigd", DateLabel::modified},
    {"обновлено", DateLabel::modified},
    {"изменено", DateLabel::modified},
    {"оновлено", DateLabel::modified},
    {"güncelle", DateLabel::modified},
    {"diperbarui", DateLabel::modified},
    {"oppdatert", DateLabel::modified},
    {"opdateret", DateLabel::modified},
    {"uppdaterad", DateLabel::modified},
    {"päivitetty", DateLabel::modified},
    {"aktualizacja", DateLabel::modified},
    {"aktualizováno", DateLabel::modified},
    {"ενημερώθηκε", DateLabel::modified},
    {"frissítve", DateLabel::modified},
    {"actualizat", DateLabel::modified},
    {"تحديث", DateLabel::modified},
    {"محدث", DateLabel::modified},
    {"تعديل", DateLabel::modified},
    {"بروزرساني", DateLabel::modified},
    {"روزرساني", DateLabel::modified},
    {"עודכן", DateLabel::modified},
    {"更新", DateLabel::modified},
    {"수정", DateLabel::modified},
    {"published", DateLabel::published},
    {"posted", DateLabel::published},
    {"released", DateLabel::published},
    {"submitted", DateLabel::published},
    {"veröffentlicht", DateLabel::published},
    {"veröffentlichung", DateLabel::published},
    {"publication date", DateLabel::published},
    {"publish date", DateLabel::published},
    {"pressemitteilung vom", DateLabel::published},
    {"fecha de publicación", DateLabel::published},
    {"data di pubblicazione", DateLabel::published},
    {"date de publication", DateLabel::published},
    {"data publikacji", DateLabel::published},
    {"дата публикации", DateLabel::published},
    {"erschienen", DateLabel::published},
    {"publié", DateLabel::published},
    {"publicado", DateLabel::published},
    {"pubblicato", DateLabel::published},
    {"mise en ligne", DateLabel::published},
    {"dieser artikel wurde", DateLabel::published},
    {"dieser beitrag wurde", DateLabel::published},
    {"gepubliceerd", DateLabel::published},
    {"geplaatst", DateLabel::published},
    {"опубликован", DateLabel::published},
    {"опубліковано", DateLabel::published},
    {"yayın", DateLabel::published},
    {"eklenme", DateLabel::published},
    {"publikacja", DateLabel::published},
    {"opublikowano", DateLabel::published},
    {"publicerad", DateLabel::published},
    {"publisert", DateLabel::published},
    {"julkaistu", DateLabel::published},
    {"publikováno", DateLabel::published},
    {"δημοσιεύτηκε", DateLabel::published},
    {"diterbitkan", DateLabel::published},
    {"نشر", DateLabel::published},
    {"انتشار", DateLabel::published},
    {"اضيف", DateLabel::published},
    {"הפורסם", DateLabel::published},
    {"פורסם", DateLabel::published},
    {"发布", DateLabel::published},
    {"発表", DateLabel::published},
    {"公開", DateLabel::published},
    {"입력", DateLabel::published},
    {"등록", DateLabel::published},
    {"joined", DateLabel::other},
    {"member since", DateLabel::other},
    {"registered", DateLabel::other},
    {"expires", DateLabel::other},
    {"deadline", DateLabel::other},
    {"starts", DateLabel::other},
    {"ends", DateLabel::other},
    {"born", DateLabel::other},
    {"valid until", DateLabel::other},
    {"accessed", DateLabel::other},
    {"event date", DateLabel::other},
    {"©", DateLabel::other},
    {"copyright", DateLabel::other},
    {"انضم", DateLabel::other},
    {"ينتهي", DateLabel::other},
    {"release date", DateLabel::other},
    {"since", DateLabel::other},
    {"until", DateLabel::other},
});

// "ends" is no part of "friends"; an Arabic label may carry the article.
bool begins_word(std::string_view folded, std::size_t at, std::string_view word) {
  if (at == 0 || !text::is_ascii_alpha(word.front())) return true;
  const char before = folded[at - 1];
  return !text::is_ascii_alpha(before) && static_cast<unsigned char>(before) < 0x80;
}

}  // namespace

// The bytes that stand in a text.
class BytesOf {
 public:
  constexpr explicit BytesOf(std::string_view text) noexcept {
    for (const char c : text) stands_[static_cast<unsigned char>(c)] = true;
  }
  // False for most words: their first or last byte is not in the text.
  [[nodiscard]] bool may_hold(std::string_view word) const noexcept {
    return stands_[static_cast<unsigned char>(word.front())] &&
           stands_[static_cast<unsigned char>(word.back())];
  }

 private:
  std::array<bool, 256> stands_{};
};

DateLabel date_label_before(std::string_view text) {
  constexpr std::size_t reach = 60;  // bytes before the date
  if (text.size() > reach) text.remove_prefix(text.size() - reach);
  const std::string folded = text::fold_for_matching(text);
  if (folded.empty()) return DateLabel::none;
  DateLabel label = DateLabel::none;
  std::size_t nearest = 0;
  const BytesOf bytes(folded);
  for (const LabelWord& word : label_words) {
    if (word.folded.size() > folded.size() || !bytes.may_hold(word.folded)) continue;
    const std::size_t at = folded.rfind(word.folded);
    if (at == std::string::npos || (label != DateLabel::none && at < nearest)) continue;
    if (!begins_word(folded, at, word.folded)) continue;
    label = word.label;
    nearest = at;
  }
  return label;
}

}  // namespace lubb::metadata
