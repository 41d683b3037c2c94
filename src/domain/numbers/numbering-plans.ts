// Mobile numbers that are written in two ways, a row a country: a plan changed since 2010, or some people leave a prefix out.

/** The digits that both forms share: a letter, and a regular expression for the digits that it stands for. */
export type Slots = Readonly<Record<string, string>>;

export interface PlanChange {
  /** ISO 3166 alpha-2, or XK. */
  country: string;
  /** The day from which the new form is dialled; null where both have always been written. */
  since: string | null;
  slots: Slots;
  /** E.164: the earlier form and the one that is dialled now. */
  moves: readonly (readonly [before: string, now: string])[];
  /** Prefixes that were dialled within the country and are still written. They are read, and not searched for. */
  tokens?: readonly string[];
  /** The tables still list the earlier form: these digits are mobile all the same. */
  isListed?: true;
  /** Only a number that sends a text is surely the mobile one: with the same digits there may be a landline. */
  isSureOfSenders?: true;
  source: string;
}

/** Six, seven and so on of any digits, under the letter that stands for them. */
const six = { n: '\\d{6}' };
const seven = { n: '\\d{7}' };

/**
 * Changes that leave a doubt are left out: a wrong contact is worse than a second one. So are those of landlines alone.
 */
export const planChanges: readonly PlanChange[] = [
  {
    country: 'AR',
    since: null,
    slots: { n: '[1-9]\\d{9}' },
    moves: [['+54n', '+549n']],
    isSureOfSenders: true,
    source: 'libphonenumber, resources/metadata/54/comments.csv; ENACOM, plan fundamental de numeración',
  },
  {
    country: 'BJ',
    since: '2024-11-30',
    slots: { n: '[4-9]\\d{7}' },
    moves: [['+229n', '+22901n']],
    source: 'https://fr.allafrica.com/stories/202411300249.html (ARCEP Bénin)',
  },
  {
    country: 'BR',
    since: '2012-07-29',
    // 2 to 5 are landlines, and trunked radio kept its eight digits with a 7: both stay as they are.
    slots: { a: '[1-9][1-9]', n: '[689]\\d{7}' },
    moves: [['+55an', '+55a9n']],
    source: 'ITU Operational Bulletin, Brazil, communication of 6.II.2013 (ANATEL, area by area until 2016-11-06)',
  },
  {
    country: 'CI',
    since: '2021-01-31',
    slots: {
      o: '(?:[04578][789]|[69][78])\\d{6}',
      t: '[04-9][456]\\d{6}',
      m: '(?:0[123]|[457][0-3])\\d{6}',
    },
    moves: [
      ['+225o', '+22507o'],
      ['+225t', '+22505t'],
      ['+225m', '+22501m'],
    ],
    source:
      'https://newsgeek.ci/2020/07/28/telephonie-la-cote-divoire-bascule-a-10-chiffres-a-partir-du-31-janvier-2021 (ARTCI); whose prefix: libphonenumber, resources/carrier/en/225.txt',
  },
  {
    country: 'CL',
    since: '2016-02-06',
    slots: { n: '8\\d{7}' },
    moves: [['+56n', '+569n']],
    source: 'https://pisapapeles.net/desde-el-6-de-febrero-agregamos-un-9-a-los-celulares (SUBTEL)',
  },
  {
    country: 'CM',
    since: '2014-11-21',
    slots: { n: '[79]\\d{7}' },
    moves: [['+237n', '+2376n']],
    source:
      'ITU Operational Bulletin 1063; https://biztechafrica.com/article/cameroon-increase-telephone-digits-november/8990',
  },
  {
    country: 'DJ',
    since: '2010-11-01',
    slots: { n: '[678]\\d{5}' },
    moves: [['+253n', '+25377n']],
    source:
      'ITU Operational Bulletin 970, Djibouti, six digits; https://howtophoneto.com/djibouti, eight with 77 before them',
  },
  {
    country: 'EC',
    since: '2012-09-30',
    slots: { n: '[89]\\d{7}' },
    moves: [['+593n', '+5939n']],
    source: 'http://www.sangay.com/ecuadorguide/ecuador/dialing-mobile-cellular-numbers-in-ecuador-south-america/',
  },
  {
    country: 'EG',
    since: '2011-10-06',
    slots: seven,
    moves: [
      ['+2010n', '+20100n'],
      ['+2016n', '+20106n'],
      ['+2019n', '+20109n'],
      ['+20151n', '+20101n'],
      ['+2011n', '+20111n'],
      ['+2014n', '+20114n'],
      ['+20152n', '+20112n'],
      ['+2012n', '+20122n'],
      ['+2017n', '+20127n'],
      ['+2018n', '+20128n'],
      ['+20150n', '+20120n'],
    ],
    source: 'http://www.tra.gov.eg/english/News_NewsDetails.asp?PID=39&ID=186 (NTRA)',
  },
  {
    country: 'GA',
    since: '2019-11-15',
    slots: { a: '[256]\\d{6}', b: '[47]\\d{6}' },
    // Before, the zero was dialled from abroad by some and left out by others.
    moves: [
      ['+2410a', '+2416a'],
      ['+2410b', '+2417b'],
      ['+241a', '+2416a'],
      ['+241b', '+2417b'],
    ],
    isListed: true,
    source: 'libphonenumber, resources/metadata/241/comments.csv (ARCEP Gabon)',
  },
  {
    country: 'GE',
    since: '2011-06-20',
    // 90 became 790, a fixed wireless service.
    slots: { n: '(?:[78]\\d|68|9[1-9])\\d{6}' },
    moves: [['+995n', '+9955n']],
    source:
      'ITU, Georgia, communication of 22.XII.2010; https://en.wikipedia.org/wiki/Telephone_numbers_in_Georgia_(country)',
  },
  {
    country: 'MR',
    since: '2011-01-01',
    slots: { a: '\\d', n: '\\d{5}' },
    moves: [
      ['+2222an', '+22222an'],
      ['+2223an', '+22233an'],
      ['+2224an', '+22244an'],
      ...['60', '64', '65', '67', '68', '69', '74', '75', '76', '77', '78', '79'].map(
        (block) => [`+222${block}n`, `+2224${block}n`] as const,
      ),
      ...['61', '62', '63', '66', '71', '72', '73'].map((block) => [`+222${block}n`, `+2223${block}n`] as const),
      ['+22270n', '+222270n'],
    ],
    source:
      'ITU, Mauritania, communication of 30.VI.2010; https://www.wtng.sitindaonnews.com/index.php/3317-mauritania',
  },
  {
    country: 'MU',
    since: '2013-09-01',
    slots: { n: '[24789]\\d{6}' },
    moves: [['+230n', '+2305n']],
    source:
      'https://www.commsupdate.com/articles/2013/09/02/mauritius-migrates-to-a-new-8-digit-mobile-numbering-plan/ (ICTA)',
  },
  {
    country: 'MX',
    since: '2019-08-03',
    slots: { n: '[1-9]\\d{9}' },
    moves: [['+521n', '+52n']],
    tokens: ['044', '045', '01'],
    source: 'https://ituob.org/issues/1151-en, Mexico; libphonenumber, resources/metadata/52/comments.csv',
  },
  {
    country: 'PS',
    since: null,
    slots: { n: '5[69]\\d{7}' },
    moves: [['+972n', '+970n']],
    source: 'libphonenumber, resources/metadata/970/comments.csv',
  },
  {
    country: 'QA',
    since: '2010-07-28',
    slots: six,
    moves: [
      ['+9743n', '+97433n'],
      ['+9745n', '+97455n'],
      ['+9746n', '+97466n'],
      ['+9747n', '+97477n'],
    ],
    source: 'https://www.cra.gov.qa/en/press-releases/qatars-phone-numbers-expand-digit-meet-growing-demand',
  },
  {
    country: 'SC',
    since: '2011-05-04',
    slots: { n: '\\d{5}' },
    moves: [
      ['+2485n', '+24825n'],
      ['+2487n', '+24827n'],
    ],
    source: 'http://wtng.info/wtng-248-sc.html',
  },
  {
    country: 'SX',
    since: '2011-09-30',
    // Numbers with 555 were given others.
    slots: { n: '5(?!55)\\d{6}' },
    moves: [['+599n', '+1721n']],
    source: 'NANPA, Planning Letter 423; http://www.sxmregulator.sx/1-721-area-code-now-effect',
  },
  {
    country: 'SZ',
    since: '2010-03-01',
    slots: six,
    moves: [['+2686n', '+26876n']],
    source: 'ITU, Swaziland, communication of 30.IX.2010; https://en.wikipedia.org/wiki/Telephone_numbers_in_Eswatini',
  },
  {
    country: 'TD',
    since: '2010-03-15',
    slots: six,
    moves: [
      ['+2356n', '+23566n'],
      ['+2359n', '+23599n'],
    ],
    source: 'http://itmag.sn/news/au-tchad-les-numeros-de-telephone-passeront-lundi-de-sept-a-huit-chiffres (OTRT)',
  },
  {
    country: 'TG',
    since: '2011-08-07',
    // Both networks had numbers with 0, 7, 8 and 9, which became different ones.
    slots: six,
    moves: [
      ['+2285n', '+22899n'],
      ['+2286n', '+22898n'],
    ],
    source: 'http://www.blog.africantelecomsnews.com/2011/08/extra-digit-inserted-togo.html (ARTP)',
  },
  {
    country: 'TL',
    since: '2013-01-01',
    slots: six,
    moves: [['+6707n', '+67077n']],
    source: 'ITU, Timor-Leste, communication of 27.III.2013',
  },
  {
    country: 'VN',
    since: '2018-09-15',
    slots: seven,
    moves: [
      ['+84120n', '+8470n'],
      ['+84121n', '+8479n'],
      ['+84122n', '+8477n'],
      ['+84126n', '+8476n'],
      ['+84128n', '+8478n'],
      ['+84123n', '+8483n'],
      ['+84124n', '+8484n'],
      ['+84125n', '+8485n'],
      ['+84127n', '+8481n'],
      ['+84129n', '+8482n'],
      ...[2, 3, 4, 5, 6, 7, 8, 9].map((digit) => [`+8416${digit}n`, `+843${digit}n`] as const),
      ['+84186n', '+8456n'],
      ['+84188n', '+8458n'],
      ['+84199n', '+8459n'],
    ],
    source:
      'https://sggpnews.org.vn/science_technology/mobile-phone-numbers-conversion-to-affect-60-million-subscribers-nationwide-76279.html (MIC)',
  },
  {
    country: 'XK',
    since: '2016-12-15',
    slots: { v: '4[45]\\d{6}', i: '4[39]\\d{6}' },
    moves: [
      ['+377v', '+383v'],
      ['+386i', '+383i'],
    ],
    isListed: true,
    source: 'https://en.wikipedia.org/wiki/Telephone_numbers_in_Kosovo; ITU Operational Bulletin 1114',
  },
];
