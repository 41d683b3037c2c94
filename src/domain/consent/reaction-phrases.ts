// Phrases by which phones tell a reaction to phones without reactions; `{e}` is an emoji or sticker, `{q}` the quote.

/** Phrases seen from phones. Source: the collected patterns of https://github.com/octoshrimpy/quik, and reports of exported chats. */
export const seenPhrases: readonly string[] = [
  ...['Loved', 'Liked', 'Disliked', 'Laughed at', 'Emphasized', 'Emphasised', 'Questioned'].map(
    (verb) => `${verb} {q}`,
  ),
  ...[
    'a heart',
    'a like',
    'a dislike',
    'a laugh',
    'an exclamation',
    'an exclamation mark',
    'an exclamation point',
    'an emphasis',
    'a question mark',
    'a question',
    'a sticker',
  ].map((what) => `Removed ${what} from {q}`),
  // Spanish
  ...['Le gustó', 'Le gusta', 'Le encantó', 'Le encanta', 'No le gustó', 'Le dio risa', 'Le pareció gracioso'].map(
    (verb) => `${verb} {q}`,
  ),
  'Exclamó por {q}',
  'Enfatizó {q}',
  'Dudó sobre {q}',
  // French
  ...['A aimé', 'A adoré', 'N’a pas aimé', 'A ri de', 'A mis en évidence', 'A posé une question sur'].map(
    (verb) => `${verb} {q}`,
  ),
  'A retiré un j’adore de {q}',
  // German
  'Gefällt {q}',
  // Russian
  ...['Понравилось', 'Очень понравилось', 'Не понравилось', 'Посмеялись над', 'Отмечено', 'Поставлен вопрос на'].map(
    (verb) => `${verb} {q}`,
  ),
  // Polish, Czech, Hungarian, Norwegian
  ...['Pokochał', 'Polubił', 'Znielubił', 'Zaśmiał się z', 'Podkreślił', 'Zakwestionował'].map((verb) => `${verb} {q}`),
  ...['Milovaný', 'Líbilo se', 'Nelíbí se', 'Smál se', 'Zdůrazněno'].map((verb) => `${verb} {q}`),
  ...['szívecske erre:', 'kedveli:', 'nem kedveli:', 'nevetett rajta:', 'kiemelte:'].map((verb) => `${verb} {q}`),
  ...['Satte et hjerte ved', 'Likte', 'Liker ikke lenger', 'Mislikte', 'Lo av', 'Satte utropstegn ved'].map(
    (verb) => `${verb} {q}`,
  ),
];

/** Phrases that nobody writes by hand, for the emoji in their place. */
export const emojiPhrases: readonly string[] = [
  '{e} to {q}',
  'Reacted {e} to {q}',
  'Reacted with {e} to {q}',
  'Removed {e} from {q}',
  'Reaccionó con {e} a {q}',
  'Quitó {e} de {q}',
  'Eliminó {e} de {q}',
  'A réagi avec {e} à {q}',
  'A réagi {e} à {q}',
  'A retiré {e} de {q}',
  'Hat mit {e} auf {q} reagiert',
  'Reagierte mit {e} auf {q}',
  'Entfernte {e} aus {q}',
  'Hat {e} von {q} entfernt',
  'Reagiu com {e} a {q}',
  'Removeu {e} de {q}',
  'Ha reagito con {e} a {q}',
  'Ha rimosso {e} da {q}',
  'Reageerde met {e} op {q}',
  'Heeft {e} verwijderd van {q}',
  'Реакция {e} на {q}',
  'Реакция {e} удалена из {q}',
  'Zareagował {e} na {q}',
  'Usunął {e} z {q}',
  'Reagoval {e} na {q}',
  'Reagerte med {e} på {q}',
  'Reagerade med {e} på {q}',
  'Fjernet {e} fra {q}',
  '{e} reagált erre: {q}',
];

/** Words of other languages that a person may write as well: they count where the quoted words are ours. */
export const likelyPhrases: readonly string[] = [
  // German
  ...[
    'Gefällt mir:',
    'Liebt',
    'Gefällt nicht',
    'Lacht über',
    'Hat gelacht über',
    'Hervorgehoben',
    'Betont',
    'Hinterfragt',
  ].map((verb) => `${verb} {q}`),
  ...['geliked', 'geliebt', 'hervorgehoben', 'betont', 'hinterfragt'].map((verb) => `Hat {q} ${verb}`),
  'Hat über {q} gelacht',
  // Portuguese
  ...['Gostou de', 'Curtiu', 'Adorou', 'Amou', 'Não gostou de', 'Riu de', 'Enfatizou', 'Destacou', 'Questionou'].map(
    (verb) => `${verb} {q}`,
  ),
  // Italian
  ...[
    'Piace',
    'Adora',
    'Non piace',
    'Ha apprezzato',
    'Ha adorato',
    'Ha amato',
    'Ha riso a',
    'Ha riso di',
    'Ha riso per',
  ].map((verb) => `${verb} {q}`),
  ...['Ha enfatizzato', 'Ha evidenziato', 'Ha messo in discussione', 'Ha messo mi piace a'].map(
    (verb) => `${verb} {q}`,
  ),
  // Dutch
  ...['leuk', 'geweldig', 'niet leuk', 'grappig'].flatMap((how) => [`Vond {q} ${how}`, `Vindt {q} ${how}`]),
  ...['Moest lachen om', 'Lachte om', 'Benadrukte', 'Zette een vraagteken bij', 'Hield van'].map(
    (verb) => `${verb} {q}`,
  ),
  // Swedish, Danish
  ...['Gillade', 'Älskade', 'Ogillade', 'Skrattade åt', 'Betonade', 'Ifrågasatte'].map((verb) => `${verb} {q}`),
  ...['Syntes godt om', 'Elskede', 'Grinede ad', 'Kunne lide', 'Elsker', 'Tyckte om', 'Hjärtade'].map(
    (verb) => `${verb} {q}`,
  ),
  // Further words of languages above
  ...['Me gusta', 'Me encanta', 'No me gusta', 'Me gustó', 'Me encantó', 'Se rió de', 'Se rio de', 'Destacó'].map(
    (verb) => `${verb} {q}`,
  ),
  ...['Le ha gustado', 'Le ha encantado', 'No le ha gustado', 'Se ha reído de', 'Ha destacado', 'Cuestionó'].map(
    (verb) => `${verb} {q}`,
  ),
  ...['J’aime', 'J’adore', 'Je n’aime pas', 'Aime', 'Adore', 'A ri à', 'A souligné', 'A questionné'].map(
    (verb) => `${verb} {q}`,
  ),
  ...['Mag', 'Mochte', 'Gefiel', 'Liebte', 'Lachte über', 'Gefällt mir'].map((verb) => `${verb} {q}`),
  ...['Amei', 'Gostei de', 'Não gostei de', 'Curti', 'Achou graça de'].map((verb) => `${verb} {q}`),
  ...['Mi piace', 'Adoro', 'Gli piace', 'Le piace'].map((verb) => `${verb} {q}`),
  ...['Вам понравилось', 'Понравилось сообщение', 'Нравится', 'Сподобалося', 'Вподобано'].map((verb) => `${verb} {q}`),
  // Finnish, Turkish, Greek, Romanian
  ...['Tykkäsi', 'Tykkäsi viestistä', 'Rakasti', 'Nauroi', 'Korosti'].map((verb) => `${verb} {q}`),
  ...['beğendi', 'mesajını beğendi', 'iletisini beğendi', 'iletisine güldü'].map((verb) => `{q} ${verb}`),
  ...['Beğendi:', 'Beğendi', 'Bayıldı:', 'Bayıldı', 'Του άρεσε', 'Μου αρέσει', 'I-a plăcut', 'A apreciat'].map(
    (verb) => `${verb} {q}`,
  ),
  // Japanese, Chinese, Korean, Hebrew, Arabic
  ...[
    'に“いいね！”しました',
    'に「いいね！」しました',
    'をいいねしました',
    'にハートを付けました',
    'を強調しました',
  ].map((verb) => `{q}${verb}`),
  ...['{q}に{e}', '{q}に{e}でリアクションしました', '{q}に{e}でリアクション'],
  ...['赞了', '喜欢', '喜欢了', '喜爱', '不喜欢', '强调了', '質疑', '喜歡', '按讚'].map((verb) => `${verb}{q}`),
  ...['对{q}表示喜欢', '对{q}点赞', '對{q}按讚', '{q}에 좋아요를 표시함', '{q}을(를) 좋아함', '{q}에 하트를 표시함'],
  ...['אהב/ה את', 'אהב את', 'אהבה את', 'أعجبه', 'أعجبها', 'أعجبني', 'أحب'].map((verb) => `${verb} {q}`),
  // An emoji says it in any language
  ...['{e} {q}', '{e}: {q}', '{e}{q}', '{q} {e}', 'Reacted to {q} with {e}', 'Reacted “{e}” to {q}'],
  ...['auf', 'à', 'a', 'op', 'på', 'na', 'til', 'для', 'на', 'zu', 'per', 'para'].map((word) => `{e} ${word} {q}`),
];

/** A text of ours that a reaction with an emoji names instead of quoting it. */
export const ofOurs = 'your (?:message|text|image|photo|picture|video|link|attachment)';

/** The words in the place of a quote where the text had none. */
export const things =
  '(?:an?|\\d+) (?:images?|photos?|pictures?|movies?|videos?|attachments?|audio messages?|voice messages?|contacts?|contact cards?|locations?|links?|stickers?|files?|documents?|gifs?|GIFs?|PDFs?|memoji|business chat message|message|poll|digital touch message)' +
  '|un[ea]? (?:imagen|foto|fotografía|vídeo|video|película|archivo|adjunto|mensaje de audio|image|photo|pièce jointe|message audio|vidéo|film|immagine|allegato|filmato|imagem|anexo|filme)' +
  '|uma (?:imagem|foto)|um (?:vídeo|filme|anexo)' +
  '|(?:ein|einen|einem) (?:Bild|Foto|Video|Film|Anhang)|eine (?:Datei|Sprachnachricht)' +
  '|een (?:afbeelding|foto|video|film|bijlage)|изображение|фото|видео';
