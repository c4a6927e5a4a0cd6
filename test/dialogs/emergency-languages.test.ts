import { join } from 'node:path';
import { EMERGENCIES, type Emergency, signsOfEmergency } from '../../dialogs/emergency-signs.js';
import { loadLocales } from '../../locales/index.js';

const locales = loadLocales(join(__dirname, '..', '..', 'locales'));
const signs = signsOfEmergency(
  locales.live.map((language) => ({ language, signs: locales.file(language, 'emergency-signs') })),
);

type Cries = Record<Emergency, string[]>;

/** What people in danger write, in words that stand in no list as they are. */
const CRIES: Record<string, Cries> = {
  sv: {
    danger: ['snälla kom, det brinner i köket hos oss', 'min farfar ligger på golvet och andas inte!'],
    violence: [
      'mitt ex stalkar mig varje dag',
      'min sambo blev full igen och slog mig i går',
      'jag vågar inte gå hem till honom i kväll',
    ],
    selfHarm: ['jag har bestämt mig för att ta livet av mig', 'allt är svart, jag vill bara dö'],
    missingChild: ['vår lilla dotter är försvunnen sedan lunch'],
  },
  en: {
    danger: [
      'the whole building is on fire',
      'please help, my kitchen is on fire',
      'my dad fell down and is not breathing',
    ],
    violence: ['my boyfriend got drunk and hit me again', 'I am too scared to go home tonight'],
    selfHarm: ['I have decided to end my life tonight', 'nobody needs me, I just want to die'],
    missingChild: ['my little son has been missing for two hours'],
  },
  fi: {
    danger: [
      'meillä kotona palaa keittiö tulkaa äkkiä',
      'apua, naapurin asunto palaa ja siellä on ihmisiä',
      'isoisä makaa lattialla eikä hengitä',
    ],
    violence: [
      'mun exä vainoo mua joka päivä',
      'mun mies hakkaa mua aina kun se juo',
      'en uskalla menna kotiin, se uhkaa tappaa minut',
    ],
    selfHarm: ['mä en enää jaksa elää tätä elämää', 'oon päättänyt et tapan itteni'],
    missingChild: ['meidän pieni tyttö on ollut kateissa aamusta asti', 'en loyda mun poikaa mistaan'],
  },
  ar: {
    danger: [
      'الحقونا في حريق بالبناية وناس جوا',
      'النجدة في حريق كبير ببيت الجيران',
      'امي وقعت من البلكونة وهي فاقدة الوعي',
    ],
    violence: [
      'جوزي رجع سكران وضربني قدام الولاد',
      'خايفه ارجع عالبيت لأن زوجي هددني بالقتل',
      'zawji byedrobni kil yom',
    ],
    selfHarm: ['ما عاد بدي عيش، تعبت من كل شي', 'عم فكر كيف بدي اقتل حالي', 'badde mout ma fi amal, biddi mout'],
    missingChild: [
      'بنتي عمرها ست سنين وما عم الاقيها',
      'بنتي الصغيرة طلعت من المدرسة وما رجعت لهلق',
      'ارجوكم ابني عمره خمس سنين ضاع',
      'بنتي ضاعت مني بالسوق',
    ],
  },
  fa: {
    danger: ['تو آپارتمان ما آتیش سوزی شده', 'کمک کنید خانه همسایه آتش گرفته', 'پدرم افتاده و نفس نمی‌کشد'],
    violence: [
      'شوهر سابقم همش تعقیبم میکنه',
      'شوهرم هر شب منو میزنه',
      'شوهرم مرا می‌ زند و از او خیلی می ترسم',
      'shoharam mizane komak konid',
    ],
    selfHarm: ['من دیگه نمیخوام زندگی کنم', 'خسته شدم می‌خوام بمیرم', 'mikham bemiram khaste shodam'],
    missingChild: ['پسرم توی پارک گم شده', 'دخترم از مدرسه نیامده و هیچ جا نیست، دخترمو پیدا نمیکنم'],
  },
  so: {
    danger: [
      'waddada gaari baa wiil jiiray',
      'degdeg u kaalaya, guriga jaarkayga dab baa qabsaday',
      'aabahay wuu dhacay mana neefsanayo, neefsan la yahay',
    ],
    violence: [
      'wiilkaygu wuxuu mindi igu hanjabay',
      'ninkeyga ayaa habeen walba i garaaca',
      'waan ka cararay guriga, wuxuu yiri waan ku dili, way i dilayaan',
    ],
    selfHarm: ['ma doonayo inaan noolaado mar dambe', 'waxaan go’aansaday inaan is dilo caawa'],
    missingChild: [
      'walaal cunugaygii waa lumay',
      'fadlan wiilkaygii waa la waayay saaka',
      'gabadheyda waan waayay suuqa dhexdiisa',
    ],
  },
  pl: {
    danger: ['pomocy, u sąsiadów na górze jest pożar i ludzie krzyczą', 'babcia lezy na podlodze i nie oddycha'],
    violence: ['mój chłopak znowu mnie pobił', 'moj maz sie upil i uderzyl mnie przy dzieciach'],
    selfHarm: ['już nie chce mi się żyć, nikomu nie jestem potrzebna', 'mysle o tym zeby sie zabic'],
    missingChild: [
      'ratunku dziecko mi zginęło w sklepie',
      'moja pięcioletnia córeczka gdzieś zniknęła',
      'nie mozemy znalezc naszego syna od rana',
    ],
  },
  es: {
    danger: ['ayuda, la cocina de mi vecino está en llamas', 'mi abuelo se cayó y no respira'],
    violence: ['anoche mi novio llegó borracho y me pegó', 'mi ex marido me amenaza todos los días'],
    selfHarm: ['estoy sola y ya no quiero vivir', 'llevo días pensando en quitarme la vida'],
    missingChild: [
      'mi hija todavía no llegó del cole',
      'por favor mi niña de cuatro años desapareció',
      'no encuentro a mi hijo en el parque',
    ],
  },
  uk: {
    danger: ['пожежа у сусідів на третьому поверсі', 'допоможіть, у сусідів горить квартира', 'дідусь упав і не дихає'],
    violence: [
      'батьки хочуть силою видати мене заміж',
      "мій чоловік п'яний і знову б'є мене",
      'він мене побив при дітях',
      'miy cholovik bye mene',
    ],
    selfHarm: ['я більше не хочу жити, допоможіть', 'я вже хотіла б померти', 'ya ne hochu zhyty bilshe'],
    missingChild: ['моя маленька дочка десь пропала', 'не можемо знайти нашу доньку з обіду', 'dochka propala'],
  },
  tr: {
    danger: ['evde hırsız var lütfen gelin', 'imdat, üst kattaki daire yanıyor', 'DEDEM YERE DÜŞTÜ NEFES ALMIYOR'],
    violence: ['kocam dün gece beni yine dövdü', 'sevgilim sarhos olunca bana tokat atiyor'],
    selfHarm: [
      'son günlerde intihar etmeyi düşünüyorum',
      'çok yoruldum artık yaşamak istemiyorum',
      'kendimi oldurmeyi dusunuyorum',
    ],
    missingChild: ['oğlum parktan hâlâ dönmedi, oğlumu bulamıyoruz', 'küçük kızım pazarda kaybolmuş'],
  },
};

/** Ordinary questions with words like those. */
const QUESTIONS: Record<string, string[]> = {
  sv: [
    'min telefon dog mitt i anmälan',
    'bilbatteriet är dött, var lämnar jag det',
    'hur dödar jag ogräs utan gift',
    'behöver jag tillstånd för att elda på gården',
    'mitt barn har tappat sin jacka i parken',
    'grannen slår på trummor varje kväll',
    'jag har tappat bort mitt lånekort',
    'jag vill inte bo i Rinkeby längre',
  ],
  en: [
    'my phone died while I was filling in the form',
    'what do I do with a dead car battery',
    'how can I kill weeds without poison',
    'do I need a fire permit for my garden',
    'I am dying to know when the pool opens',
    'my neighbour beats a drum all night',
    'I lost my library card',
    'my child lost his jacket on the bus',
  ],
  fi: [
    'puhelimeni akku kuoli kesken hakemuksen',
    'mihin vien kuolleen auton akun',
    'miten tapan rikkaruohot ilman myrkkyä',
    'tarvitsenko luvan avotulen tekoon',
    'kuolen uteliaisuudesta, milloin uimahalli aukeaa',
    'naapurin mies lyö rumpua koko yön',
    'lapseni takki on kadonnut puistoon',
    'kirjastokorttini on kadonnut',
    'naapurissa palaa valot koko yön',
    'koska katuvalo syttyi palamaan',
  ],
  ar: [
    'بطارية هاتفي ماتت ولم أكمل الطلب',
    'أين أرمي بطارية السيارة الميتة',
    'كيف أقتل الأعشاب الضارة بدون سم',
    'هل أحتاج تصريح لإشعال النار في الحديقة',
    'أموت من الفضول متى يفتح المسبح',
    'جاري يضرب على الطبل كل الليل',
    'ضاعت جاكيت ابني في الباص',
    'بطاقة مكتبة ابني ضاعت',
    'لا أريد أن أعيش في هذا الحي',
    'أريد إنهاء عقد موقف السيارة',
  ],
  fa: [
    'باتری گوشی من مرد و فرم ناتمام ماند',
    'باتری مرده ماشین را کجا بیندازم',
    'چطور علف هرز را بکشم بدون سم',
    'برای روشن کردن آتش در باغ اجازه لازم است',
    'همسایه هر شب طبل می زند',
    'کاپشن پسرم در اتوبوس گم شده',
    'کارت کتابخانه بچه ام گم شده',
    'نمی خواهم در این محله زندگی کنم',
    'پسرم کارت کتابخانه را گم کرده',
    'نمی‌توانم نفس راحت بکشم از دود همسایه',
  ],
  so: [
    'telefoonkayga wuu dhintay markaan foomka buuxinayay',
    'xagee geeyaa batariga baabuurka ee dhintay',
    'sidee loo dilaa cawska xun',
    'ma u baahanahay ogolaansho inaan dab shito',
    'jaarku habeenkii oo dhan durbaan ayuu garaacaa',
    'jaakadda wiilkayga ayaa lumay',
    'kaarka maktabadda waan waayay',
    'ma rabo inaan degmadan sii degganaado',
  ],
  pl: [
    'nie mogę znaleźć przedszkola dla syna',
    'telefon mi padł w trakcie wniosku',
    'gdzie oddać martwy akumulator z samochodu',
    'jak zabić chwasty bez chemii',
    'czy potrzebuję pozwolenia na ognisko w ogrodzie',
    'umieram z ciekawości kiedy otworzą basen',
    'sąsiad bije w bęben całą noc',
    'dziecku zginęła kurtka w parku',
    'zgubiłam kartę do biblioteki',
    'zgubił mój syn legitymację szkolną',
    'tonę w papierach i tonie w nich cała rodzina',
  ],
  es: [
    'se me murió el teléfono mientras llenaba el formulario',
    'dónde dejo una batería de coche muerta',
    'cómo matar las malas hierbas sin veneno',
    'necesito permiso para hacer fuego en el jardín',
    'me muero por saber cuándo abre la piscina',
    'mi vecino pega golpes a un tambor toda la noche',
    'el perro de mi hijo desapareció',
    'la chaqueta de mi hija se perdió en el parque',
    'con este ruido no puedo respirar tranquilo',
    'ya no quiero vivir en Rinkeby',
    'mi casero me amenaza con subir el alquiler',
    'casi me mato en la acera helada',
  ],
  uk: [
    'мій телефон помер посеред заявки',
    'куди здати мертвий акумулятор з машини',
    "як убити бур'яни без отрути",
    'чи потрібен дозвіл на вогнище в саду',
    'помираю від цікавості, коли відкриється басейн',
    "сусід б'є в барабан цілу ніч",
    'дитина загубила куртку в парку',
    'загубила бібліотечну картку',
    'не хочу жити в цьому районі',
    'хто забирає дитину з садка, якщо ми забрали дитину з хворобою',
  ],
  tr: [
    'başvuru yaparken telefonum öldü',
    'ölü araba aküsünü nereye bırakırım',
    'zehir kullanmadan yabani otları nasıl öldürürüm',
    'bahçede ateş yakmak için izin lazım mı',
    'havuz ne zaman açılıyor meraktan ölüyorum',
    'komşum bütün gece davul çalıp vuruyor',
    'kayıp çocuk montu nerede bulunur',
    'kütüphane kartımı kaybettim',
    'burada yaşamak istemiyorum',
    'arabama araba çarptı, park cezası aldım',
    'binada yangın merdiveni zorunlu mu',
  ],
};

it('every language that is offered has its cries and its questions here', () => {
  expect(Object.keys(CRIES).sort()).toEqual([...locales.live].sort());
  expect(Object.keys(QUESTIONS).sort()).toEqual([...locales.live].sort());
});

describe.each(Object.entries(CRIES))('a cry for help in %s', (language, cries) => {
  const all = EMERGENCIES.flatMap((kind) => cries[kind].map((text): [string, Emergency] => [text, kind]));

  it.each(all)('"%s" is recognised as %s', (text, kind) => expect(signs(text)?.kind).toBe(kind));

  it('is answered in that language', () => {
    expect(all.filter(([text]) => signs(text)?.language !== language)).toEqual([]);
  });

  it('is not merely a line of the list', () => {
    const lines = new Set(EMERGENCIES.flatMap((kind) => locales.file(language, 'emergency-signs')[kind] as string[]));
    expect(all.filter(([text]) => lines.has(text))).toEqual([]);
  });
});

describe.each(Object.entries(QUESTIONS))('an ordinary question in %s', (_language, questions) => {
  it.each(questions)('"%s" is no emergency', (text) => expect(signs(text)).toBeUndefined());
});
