//! Names of organizations in twenty scripts that are built in and three that are not, each made of a place or a word and
//! a kind of organization. Fictional.

/// A script and the words that names in it are made of. The second list follows the first, with a space between.
pub struct Script {
    pub name: &'static str,
    pub first: &'static [&'static str],
    pub second: &'static [&'static str],
}

/// Latin first: it takes what the others leave.
pub const SCRIPTS: &[Script] = &[
    Script {
        name: "Latin",
        first: &[
            "Bitterroot",
            "Judith Basin",
            "Sweet Grass",
            "Two Medicine",
            "Golden Valley",
            "Powder River",
            "Tongue River",
            "Big Hole",
            "Beaverhead",
            "Musselshell",
            "Rosebud",
            "Teton",
            "Ñandú",
            "São Bento",
            "Łódź Street",
            "Đà Lạt",
            "Prairie Côté",
            "Señora de la Paz",
            "Åsgard",
            "Zürich Avenue",
            "Ħal Far",
            "Çınar",
            "Nʼkʼmaplqs",
            "Crow Creek",
        ],
        second: &[
            "Public Library",
            "Family Shelter",
            "Coalition Against Trafficking",
            "Women’s Center",
            "Youth Services",
            "Community Health Clinic",
            "Legal Aid Society",
            "School District",
            "Tribal Health Department",
            "Food Bank",
            "Interfaith Council",
            "Victim Services",
            "Migrant Farmworkers’ Association for Safety and Dignity",
            "YWCA",
            "Volunteer Fire Department",
            "Chamber of Commerce",
        ],
    },
    Script {
        name: "Cyrillic",
        first: &["Надія", "Берег", "Світло", "Радуга"],
        second: &["центр допомоги", "женский приют", "бібліотека"],
    },
    Script {
        name: "Greek", first: &["Ελπίδα", "Γέφυρα", "Λιμάνι"], second: &["Κέντρο Στήριξης", "Δημοτική Βιβλιοθήκη"]
    },
    Script {
        name: "Arabic", first: &["مركز", "جمعية", "بيت"], second: &["الأمل للمساعدة", "السلام للنساء", "النور"]
    },
    Script { name: "Hebrew", first: &["בית", "מרכז"], second: &["התקווה", "הסיוע לנשים"] },
    Script {
        name: "Devanagari", first: &["आशा", "सुरक्षा", "नयाँ बाटो"], second: &["सहायता केन्द्र", "महिला आश्रय"]
    },
    Script {
        name: "Bengali", first: &["আশা", "আলো"], second: &["সহায়তা কেন্দ্র", "মহিলা সমিতি"]
    },
    Script {
        name: "Tamil", first: &["நம்பிக்கை", "ஒளி"], second: &["உதவி மையம்", "பெண்கள் இல்லம்"]
    },
    Script {
        name: "Telugu", first: &["ఆశ", "వెలుగు"], second: &["సహాయ కేంద్రం", "మహిళా సంఘం"]
    },
    Script {
        name: "Gujarati", first: &["આશા", "પ્રકાશ"], second: &["સહાય કેન્દ્ર", "મહિલા મંડળ"]
    },
    Script {
        name: "Gurmukhi", first: &["ਆਸ", "ਚਾਨਣ"], second: &["ਸਹਾਇਤਾ ਕੇਂਦਰ", "ਇਸਤਰੀ ਸਭਾ"]
    },
    Script {
        name: "Thai", first: &["ศูนย์", "บ้าน"], second: &["ความหวัง", "ช่วยเหลือสตรี"]
    },
    Script {
        name: "Lao", first: &["ສູນ", "ບ້ານ"], second: &["ຄວາມຫວັງ", "ຊ່ວຍເຫຼືອແມ່ຍິງ"]
    },
    Script {
        name: "Khmer", first: &["មជ្ឈមណ្ឌល", "ផ្ទះ"], second: &["ក្តីសង្ឃឹម", "ជំនួយស្ត្រី"]
    },
    Script {
        name: "Myanmar", first: &["မျှော်လင့်ချက်", "အလင်း"], second: &["အကူအညီပေးရေးဌာန", "အမျိုးသမီးအသင်း"]
    },
    Script {
        name: "Ethiopic", first: &["ተስፋ", "ብርሃን"], second: &["የእርዳታ ማዕከል", "የሴቶች ማኅበር"]
    },
    Script {
        name: "Georgian", first: &["იმედი", "სინათლე"], second: &["დახმარების ცენტრი", "ქალთა საზოგადოება"]
    },
    Script {
        name: "Armenian", first: &["Հույս", "Լույս"], second: &["օգնության կենտրոն", "կանանց միություն"]
    },
    Script { name: "Cherokee", first: &["ᏣᎳᎩ", "ᎣᏏᏲ"], second: &["ᎠᏰᎵ", "ᏧᎾᏕᎶᏆᏍᏗ"] },
    Script {
        name: "Canadian syllabics", first: &["ᓀᐦᐃᔭᐍᐏᐣ", "ᓄᓇᕗᑦ"], second: &["ᐃᓕᓐᓂᐊᕐᕕᒃ", "ᐊᔪᕆ"]
    },
    // Too large to be built in: `handbill fonts add` takes their fonts into a project.
    Script { name: "Han", first: &["晨光", "希望"], second: &["求助中心", "婦女之家"] },
    Script { name: "Hangul", first: &["한빛", "희망"], second: &["상담소", "여성의 집"] },
    Script { name: "Kana", first: &["ひかり", "みなと"], second: &["そうだんしつ", "のいえ"] },
];

/// One in three names is not in Latin letters where fonts allow it.
const FOREIGN: usize = 3;

/// The `n`th name, from the scripts given, and its script. Names that come again have a number.
pub fn name(n: usize, scripts: &[&'static Script]) -> (String, &'static Script) {
    let foreign = scripts.len() > 1 && n % FOREIGN == 1;
    let script = if foreign { scripts[1 + (n / FOREIGN) % (scripts.len() - 1)] } else { scripts[0] };
    let turn = if foreign { n / FOREIGN / (scripts.len() - 1) } else { n };
    let first = script.first[turn % script.first.len()];
    let second = script.second[turn / script.first.len() % script.second.len()];
    let round = turn / (script.first.len() * script.second.len());
    let name = if round == 0 { format!("{first} {second}") } else { format!("{first} {second} {}", round + 1) };
    (name, script)
}
