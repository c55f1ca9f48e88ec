// What languages look like: letters by how common they are, for src/encoding/detect.h. Orders of frequency
// are those of newspaper text; a letter in a neighbouring tier changes no decision.
#include "encoding/scoring.h"

namespace lubb::encoding {
namespace {

// Marks are given by their code points, in the order fathatan to sukun; Persian and Urdu letters are fair.
constexpr Language kArabic{
    u"اليمنو", u"رتبةعدهسفك", u"قحجأشصطىخإپگچ\u0698ک\u06BE\u06C1\u06D2",
    u"ذضزثئغءظآؤ\u0679\u0688\u0691\u06BA\u0640\u064B\u064C\u064D\u064E\u064F\u0650\u0651\u0652"};
constexpr Language kHebrew{
    u"יוהלאת", u"רבמשנםדכעח", u"קפגסטןצזךץף",
    u"\u05B0\u05B1\u05B2\u05B3\u05B4\u05B5\u05B6\u05B7\u05B8\u05B9\u05BB\u05BC\u05BE\u05C1"};
constexpr Language kGreek{u"αοιετσν", u"ηυρπκμλςίόά", u"γδέήθχωφύώβξ", u"ζψϊϋΐ"};
constexpr Language kRussian{u"оеаинт", u"срвлкмдп", u"уяыьгзбчйхж", u"шюцщэфъё"};
constexpr Language kUkrainian{u"оаинвіт", u"рескдлупм", u"язьгбчхйцжїю", u"шщєфґ"};
constexpr Language kBulgarian{u"аиоетнр", u"свлдкпмз", u"ъгубяйчжцщ", u"хшюфь"};
constexpr Language kSerbian{u"аиоенрс", u"тјувкдмп", u"лгзбшчцљњж", u"ћхђфџ"};
constexpr Language kThai{u"านรกอเง", u"มยวลดทตัสีค่้", u"ิหปะบพใแ็ขชจโไุืู์ถผำซธศณ", u"ษญภฟฐฉฏฎฆฒฬฝฮๆฯฌฤ๐๑๒๓๔๕๖๗๘๙ึ"};

constexpr Language kFrench{u"éèàêçô", u"âîùûëïœ", u"üæ", u"ÿ"};
constexpr Language kGerman{u"üäöß", u"", u"é", u"èàç"};
constexpr Language kSpanish{u"óíáéñú", u"", u"üç", u"àèòï·"};
constexpr Language kPortuguese{u"ãçáéíó", u"êâõàúô", u"ü", u""};
constexpr Language kItalian{u"àèùòì", u"é", u"", u"íóúî"};
constexpr Language kDutch{u"ëéï", u"öüè", u"áóê", u"ç"};
constexpr Language kSwedish{u"äåö", u"é", u"ü", u"à"};
constexpr Language kDanish{u"åøæ", u"é", u"äöü", u"óèê"};
constexpr Language kIcelandic{u"áíðéóþ", u"æúýö", u"", u""};
constexpr Language kCzech{u"íáěéřš", u"čžýůú", u"ťďňó", u"ľĺŕôäöü"};
constexpr Language kPolish{u"ąęłóśż", u"ćńź", u"", u"éöü"};
constexpr Language kHungarian{u"áéóöő", u"íüúű", u"", u"ä"};
constexpr Language kRomanian{u"ăîâ", u"şţșț", u"", u"éö"};
constexpr Language kCroatian{u"čšž", u"ćđ", u"", u"éöü"};
constexpr Language kTurkish{u"ıişüğç", u"ö", u"", u"âîû"};
constexpr Language kLithuanian{u"ėšųžį", u"čūąę", u"", u""};
constexpr Language kLatvian{u"āīšēū", u"ņļžčģķ", u"", u"õŗō"};
constexpr Language kEstonian{u"äõüö", u"šž", u"", u""};

// In case of a tie the first wins.
constexpr SingleByteProfile kSingleByte[] = {
    {"windows-1252", &kFrench},     {"windows-1252", &kGerman},     {"windows-1252", &kSpanish},
    {"windows-1252", &kPortuguese}, {"windows-1252", &kItalian},    {"windows-1252", &kDutch},
    {"windows-1252", &kSwedish},    {"windows-1252", &kDanish},     {"windows-1252", &kIcelandic},
    {"windows-1256", &kArabic},     {"iso-8859-6", &kArabic},       {"windows-1251", &kRussian},
    {"windows-1251", &kUkrainian},  {"windows-1251", &kBulgarian},  {"windows-1251", &kSerbian},
    {"koi8-r", &kRussian},          {"koi8-u", &kUkrainian},        {"iso-8859-5", &kRussian},
    {"iso-8859-5", &kSerbian},      {"iso-8859-5", &kBulgarian},    {"ibm866", &kRussian},
    {"x-mac-cyrillic", &kRussian},  {"windows-1253", &kGreek},      {"iso-8859-7", &kGreek},
    {"windows-1255", &kHebrew},     {"iso-8859-8", &kHebrew},       {"windows-1250", &kCzech},
    {"windows-1250", &kPolish},     {"windows-1250", &kHungarian},  {"windows-1250", &kRomanian},
    {"windows-1250", &kCroatian},   {"iso-8859-2", &kCzech},        {"iso-8859-2", &kPolish},
    {"iso-8859-2", &kHungarian},    {"iso-8859-2", &kRomanian},     {"iso-8859-2", &kCroatian},
    {"windows-1254", &kTurkish},    {"windows-1257", &kLithuanian}, {"windows-1257", &kLatvian},
    {"windows-1257", &kEstonian},   {"windows-874", &kThai},
};

constexpr std::u16string_view kSimplified =
    u"的一是不了在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所"
    u"去行过家"
    u"十用发天如然作方成者多日都三小军二无同经法当起与好看学进种将还分此心前面又定见只主没公从新市部工业民政"
    u"府等本理"
    u"高第全长月产体合实关开电动现机加力社外记报场区名四五海北京美";
constexpr std::u16string_view kTraditional =
    u"的一是不了在人有我他這為之大來以個中上們到說國和地也子時道出而要於就下得可你年生自會那後能對著事其裡所"
    u"去行過家"
    u"十用發天如然作方成者多日都三小軍二無同經法當起與好看學進種將還分此心前面又定見只主沒公從新市部工業民政"
    u"府等本理"
    u"高第全長月產體合實關開電動現機加力社外記報場區名四五海北京美";
constexpr std::u16string_view kKanji =
    u"日一大年中人本月国出上十生子分東三行同今高金時手見市力自前合立内二事社者地京間田体学下目五後新明方部女"
    u"入八四民"
    u"対主正代言九小思七山実場最定回表政経議員会動発理作用的";
constexpr std::u16string_view kHangul =
    u"이다는에의을가를은하고도한로사지기그리어아서자나시인해일대제들정부수라보장전상으원주국스과와있것니까게"
    u"만여구년모비"
    u"조경공동무성소안오우위유체학화회관";

using Script = MultiByteProfile::Script;
constexpr MultiByteProfile kMultiByte[] = {
    {"gb18030", kSimplified, Script::chinese}, {"big5", kTraditional, Script::chinese},
    {"shift_jis", kKanji, Script::japanese},   {"euc-jp", kKanji, Script::japanese},
    {"euc-kr", kHangul, Script::korean},
};

}  // namespace

std::span<const SingleByteProfile> single_byte_profiles() noexcept { return kSingleByte; }
std::span<const MultiByteProfile> multi_byte_profiles() noexcept { return kMultiByte; }

}  // namespace lubb::encoding
