"""Places from which newspapers file: capitals, seats of institutions and the largest cities.

Data, not code: a name that is missing here is added here. It confirms a place that neither
capitals nor the rest of the page confirm, and is no list of all places there are.
"""

# ruff: noqa: RUF001 - the names are in many scripts

# `|` divides; each name as its own or another big language prints it.
_EUROPE = (
    "London|Londres|Londra|Londen|Manchester|Birmingham|Liverpool|Leeds|Glasgow|Edinburgh|Édimbourg|Cardiff|"
    "Belfast|Bristol|Dublin|Dublín|Dublino|Cork|Paris|París|Parigi|Parijs|Lyon|Marseille|Marsella|Marsiglia|"
    "Toulouse|Bordeaux|Lille|Nice|Nantes|Rennes|Strasbourg|Straßburg|Estrasburgo|Strasburgo|Straatsburg|"
    "Montpellier|Grenoble|Rouen|Cannes|Berlin|Berlín|Berlino|Berlijn|Hamburg|Hamburgo|Amburgo|München|Munich|"
    "Múnich|Monaco di Baviera|Köln|Cologne|Colonia|Frankfurt|Fráncfort|Francoforte|Stuttgart|Düsseldorf|"
    "Dortmund|Essen|Leipzig|Bremen|Dresden|Hannover|Nürnberg|Bonn|Potsdam|Mainz|Wiesbaden|Kiel|Schwerin|"
    "Erfurt|Magdeburg|Saarbrücken|Rostock|Augsburg|Freiburg|Karlsruhe|Mannheim|Heidelberg|Münster|Bielefeld|"
    "Bochum|Wuppertal|Duisburg|Aachen|Kassel|Braunschweig|Chemnitz|Halle|Cottbus|Gelsenkirchen|Wolfsburg|"
    "Leverkusen|Regensburg|Würzburg|Osnabrück|Oldenburg|Lübeck|Trier|Ulm|Göttingen|Darmstadt|Neuss|Wien|"
    "Vienna|Vienne|Viena|Wenen|Graz|Linz|Salzburg|Innsbruck|Klagenfurt|Bregenz|Eisenstadt|St. Pölten|Bern|"
    "Berne|Berna|Zürich|Zurich|Zúrich|Zurigo|Genf|Genève|Geneva|Ginebra|Ginevra|Basel|Bâle|Basilea|Lausanne|"
    "Luzern|St. Gallen|Lugano|Davos|Vaduz|Amsterdam|Ámsterdam|Rotterdam|Den Haag|The Hague|La Haye|La Haya|"
    "L'Aia|Utrecht|Eindhoven|Groningen|Maastricht|Brüssel|Brussels|Bruxelles|Bruselas|Bruxelas|Brussel|"
    "Antwerpen|Antwerp|Anvers|Gent|Ghent|Liège|Luxemburg|Luxembourg|Luxemburgo|Madrid|Barcelona|Barcelone|"
    "Valencia|Sevilla|Seville|Séville|Zaragoza|Málaga|Malaga|Bilbao|Alicante|Córdoba|Valladolid|Vigo|Gijón|"
    "Oviedo|Pamplona|Santander|San Sebastián|Vitoria|Murcia|Granada|Palma|Palma de Mallorca|Las Palmas|"
    "Santiago de Compostela|A Coruña|Toledo|Salamanca|Cádiz|Almería|Lisboa|Lisbon|Lisbonne|Lisbona|Lissabon|"
    "Porto|Oporto|Coimbra|Braga|Faro|Funchal|Roma|Rome|Rom|Milano|Milan|Mailand|Milán|Napoli|Naples|Neapel|"
    "Nápoles|Torino|Turin|Turín|Turim|Palermo|Genova|Genoa|Gênes|Genua|Bologna|Firenze|Florence|Florenz|"
    "Florencia|Bari|Catania|Venezia|Venice|Venedig|Venise|Venecia|Verona|Messina|Padova|Trieste|Brescia|"
    "Parma|Modena|Perugia|Cagliari|Ancona|Bolzano|Trento|L'Aquila|Città del Vaticano|Vatican City|"
    "Vatikanstadt|Ciudad del Vaticano|Vatican|Vatikan|San Marino|Monaco|Mónaco|Andorra|Valletta|Athen|Athens|"
    "Athènes|Atenas|Atene|Thessaloniki|Nicosia|Nikosia|København|Copenhagen|Kopenhagen|Copenhague|Aarhus|"
    "Odense|Aalborg|Oslo|Bergen|Trondheim|Stavanger|Tromsø|Stockholm|Estocolmo|Göteborg|Gothenburg|Malmö|"
    "Uppsala|Helsinki|Helsingfors|Tampere|Turku|Oulu|Espoo|Reykjavik|Reykjavík|Warszawa|Warsaw|Warschau|"
    "Varsovie|Varsovia|Varsavia|Kraków|Krakow|Krakau|Łódź|Wrocław|Poznań|Gdańsk|Danzig|Katowice|Lublin|"
    "Szczecin|Praha|Prague|Prag|Praga|Brno|Ostrava|Plzeň|Bratislava|Pressburg|Košice|Budapest|Debrecen|"
    "Szeged|București|Bucharest|Bukarest|Bucarest|Cluj|Cluj-Napoca|Timișoara|Iași|Chișinău|Chisinau|Sofia|"
    "Sofía|Plovdiv|Varna|Beograd|Belgrade|Belgrad|Belgrado|Novi Sad|Zagreb|Split|Rijeka|Ljubljana|Maribor|"
    "Sarajevo|Mostar|Banja Luka|Podgorica|Skopje|Pristina|Priština|Prishtinë|Tirana|Tiranë|Vilnius|Kaunas|"
    "Riga|Tallinn|Tartu|Kyiv|Kiev|Kiew|Kijów|Lviv|Lwiw|Odesa|Odessa|Kharkiv|Charkiw|Dnipro|Mariupol|Minsk|"
    "Moskau|Moscow|Moscou|Moscú|Moskva|Mosca|Moskou|St. Petersburg|Saint-Pétersbourg|San Petersburgo|Kazan|"
    "Sochi|Sotschi|Tbilisi|Tiflis|Yerevan|Jerewan|Erevan|Baku|Bakú|İstanbul|Istanbul|Estambul|Ankara|İzmir|"
    "Izmir|Antalya|Bursa|Adana|Konya|Gaziantep|Diyarbakır|Trabzon"
)
_AMERICAS = (
    "Washington|New York|Nueva York|Nova York|Nova Iorque|Los Angeles|Los Ángeles|Chicago|Houston|Phoenix|"
    "Philadelphia|San Antonio|San Diego|Dallas|San Jose|Austin|San Francisco|Seattle|Denver|Boston|Detroit|"
    "Nashville|Memphis|Portland|Las Vegas|Baltimore|Milwaukee|Albuquerque|Tucson|Fresno|Sacramento|Atlanta|"
    "Miami|Minneapolis|Cleveland|New Orleans|Tampa|Honolulu|Pittsburgh|Cincinnati|St. Louis|Orlando|Buffalo|"
    "Charlotte|Indianapolis|Columbus|Jacksonville|Fort Worth|El Paso|Oklahoma City|Salt Lake City|"
    "Kansas City|Omaha|Raleigh|Richmond|Hartford|Providence|Albany|Anchorage|Juneau|Little Rock|Baton Rouge|"
    "Des Moines|Madison|Lansing|Springfield|Tallahassee|Montgomery|Birmingham|Boise|Helena|Cheyenne|"
    "United Nations|Naciones Unidas|Toronto|Montréal|Montreal|Vancouver|Calgary|Edmonton|Ottawa|Winnipeg|"
    "Québec|Quebec|Halifax|Regina|Victoria|Mexico City|Ciudad de México|México|Mexiko-Stadt|Mexico|"
    "Guadalajara|Monterrey|Puebla|Tijuana|Ciudad Juárez|Cancún|Mérida|Acapulco|Veracruz|Oaxaca|Culiacán|"
    "Guatemala|Ciudad de Guatemala|Guatemala City|San Salvador|Tegucigalpa|Managua|San José|Panamá|"
    "Panama City|Ciudad de Panamá|La Habana|Havana|Havanna|L'Avana|Santo Domingo|Port-au-Prince|"
    "Puerto Príncipe|Kingston|San Juan|Port of Spain|Bridgetown|Georgetown|Paramaribo|Caracas|Maracaibo|"
    "Bogotá|Bogota|Medellín|Medellin|Cali|Barranquilla|Cartagena|Cúcuta|Quito|Guayaquil|Cuenca|Lima|Arequipa|"
    "Cusco|La Paz|Santa Cruz|Cochabamba|Sucre|Asunción|Asuncion|Montevideo|Montevidéu|Buenos Aires|Córdoba|"
    "Rosario|Mendoza|La Plata|Mar del Plata|Tucumán|Santiago|Santiago de Chile|Valparaíso|Concepción|"
    "Brasília|Brasilia|São Paulo|Sao Paulo|San Pablo|Rio de Janeiro|Río de Janeiro|Rio|Salvador|Fortaleza|"
    "Belo Horizonte|Manaus|Curitiba|Recife|Porto Alegre|Belém|Goiânia|Florianópolis|Vitória|Natal|Maceió|"
    "João Pessoa|Cuiabá|Campo Grande|Teresina|São Luís|Aracaju|Campinas|Santos|Porto Velho"
)
_ASIA = (
    "Tokyo|Tokio|Tóquio|Osaka|Kyoto|Nagoya|Sapporo|Fukuoka|Kobe|Yokohama|Hiroshima|Nagasaki|Sendai|Seoul|"
    "Séoul|Seúl|Busan|Incheon|Daegu|Pyongyang|Pjöngjang|Beijing|Peking|Pékin|Pekín|Pequim|Pechino|Shanghai|"
    "Schanghai|Xangai|Guangzhou|Shenzhen|Wuhan|Chengdu|Chongqing|Tianjin|Nanjing|Hangzhou|Urumqi|Lhasa|"
    "Hong Kong|Hongkong|Macau|Macao|Taipei|Taipeh|Kaohsiung|Taichung|Ulaanbaatar|Ulan Bator|Manila|"
    "Quezon City|Cebu|Davao|Jakarta|Yakarta|Surabaya|Bandung|Medan|Semarang|Yogyakarta|Denpasar|Makassar|"
    "Palembang|Bogor|Depok|Tangerang|Bekasi|Solo|Malang|Balikpapan|Kuala Lumpur|Putrajaya|Petaling Jaya|"
    "Shah Alam|George Town|Johor Baru|Johor Bahru|Ipoh|Kota Kinabalu|Kuching|Singapore|Singapur|Singapour|"
    "Bangkok|Chiang Mai|Phuket|Pattaya|Hanoi|Hà Nội|Ho Chi Minh City|TP.HCM|Đà Nẵng|Phnom Penh|Vientiane|"
    "Yangon|Rangun|Naypyitaw|Mandalay|Dili|Bandar Seri Begawan|New Delhi|Neu-Delhi|Nueva Delhi|Nova Délhi|"
    "Delhi|Mumbai|Bombay|Kolkata|Calcutta|Chennai|Bengaluru|Bangalore|Hyderabad|Ahmedabad|Pune|Jaipur|"
    "Lucknow|Kanpur|Nagpur|Indore|Bhopal|Patna|Vadodara|Ranchi|Guwahati|Chandigarh|Thiruvananthapuram|Kochi|"
    "Coimbatore|Visakhapatnam|Vijayawada|Madurai|Varanasi|Agra|Amritsar|Srinagar|Jammu|Shimla|Dehradun|"
    "Raipur|Bhubaneswar|Panaji|Imphal|Shillong|Aizawl|Mangaluru|Mysuru|Surat|Noida|Gurugram|Ghaziabad|"
    "Allahabad|Prayagraj|Islamabad|Karachi|Karatschi|Lahore|Peshawar|Quetta|Rawalpindi|Faisalabad|Multan|"
    "Dhaka|Chattogram|Chittagong|Sylhet|Colombo|Kandy|Kathmandu|Katmandu|Thimphu|Malé|Kabul|Kaboul|Kandahar|"
    "Herat|Teheran|Tehran|Téhéran|Teherán|Mashhad|Isfahan|Tabriz|Shiraz|Baghdad|Bagdad|Basra|Mosul|Erbil|"
    "Damascus|Damaskus|Damas|Damasco|Aleppo|Beirut|Beyrouth|Amman|Ammán|Jerusalem|Jérusalem|Jerusalén|"
    "Tel Aviv|Tel-Aviv|Haifa|Gaza|Gaza City|Ramallah|Riyadh|Riad|Jeddah|Mecca|Medina|Doha|Dubai|Dubái|"
    "Abu Dhabi|Sharjah|Manama|Kuwait City|Kuwait|Muscat|Maskat|Sanaa|Aden|Astana|Almaty|Tashkent|Taschkent|"
    "Bishkek|Bischkek|Dushanbe|Ashgabat"
)
_AFRICA_OCEANIA = (
    "Cairo|Kairo|Le Caire|El Cairo|Alexandria|Tripoli|Tunis|Túnez|Tunisi|Alger|Algiers|Algier|Argel|Rabat|"
    "Casablanca|Marrakech|Tanger|Nouakchott|Dakar|Bamako|Niamey|Ouagadougou|Conakry|Abidjan|Yamoussoukro|"
    "Accra|Kumasi|Lomé|Cotonou|Porto-Novo|Lagos|Abuja|Kano|Ibadan|Port Harcourt|Kaduna|Enugu|Benin City|"
    "Yaoundé|Douala|Libreville|Brazzaville|Kinshasa|Goma|Lubumbashi|Luanda|Bangui|N'Djamena|Khartoum|Khartum|"
    "Jartum|Juba|Addis Ababa|Addis Abeba|Asmara|Djibouti|Mogadishu|Mogadischu|Nairobi|Mombasa|Kisumu|Kampala|"
    "Kigali|Bujumbura|Dar es Salaam|Dodoma|Arusha|Zanzibar|Lusaka|Harare|Bulawayo|Lilongwe|Blantyre|Maputo|"
    "Windhoek|Gaborone|Johannesburg|Pretoria|Cape Town|Kapstadt|Le Cap|Durban|Bloemfontein|Gqeberha|Maseru|"
    "Mbabane|Antananarivo|Port Louis|Freetown|Monrovia|Banjul|Praia|Malabo|Sydney|Sídney|Melbourne|Brisbane|"
    "Perth|Adelaide|Canberra|Hobart|Darwin|Auckland|Wellington|Christchurch|Suva|Port Moresby|Honiara|Apia|"
    "Nouméa|Papeete"
)
_OTHER_SCRIPTS = (
    "Москва|Санкт-Петербург|Петербург|Киев|Київ|Минск|Мінськ|Лондон|Париж|Берлин|Берлін|Вашингтон|Нью-Йорк|"
    "Брюссель|Женева|Вена|Рим|Мадрид|Варшава|Пекин|Токио|Дели|Тегеран|Анкара|Стамбул|Астана|Алматы|Ташкент|"
    "Бишкек|Баку|Ереван|Тбилиси|Кишинев|Рига|Вильнюс|Таллин|Казань|Новосибирск|Екатеринбург|Владивосток|Сочи|"
    "Самара|Уфа|Краснодар|Ростов-на-Дону|Львів|Львов|Одеса|Одесса|Харків|Харьков|Дніпро|Днепр|Донецк|Донецьк|"
    "Луганськ|Симферополь|София|Пловдив|Варна|Белград|Београд|Скопје|Сарајево|Αθήνα|Θεσσαλονίκη|Λευκωσία|"
    "Βρυξέλλες|القاهرة|الرياض|جدة|دبي|أبوظبي|أبو ظبي|الدوحة|المنامة|الكويت|مسقط|صنعاء|عدن|بغداد|أربيل|البصرة|"
    "دمشق|حلب|بيروت|عمان|عمّان|القدس|القدس المحتلة|غزة|رام الله|الخرطوم|طرابلس|بنغازي|تونس|الجزائر|الرباط|"
    "الدار البيضاء|نواكشوط|مقديشو|واشنطن|نيويورك|لندن|باريس|برلين|موسكو|كييف|بروكسل|جنيف|فيينا|روما|مدريد|"
    "أنقرة|إسطنبول|اسطنبول|طهران|بكين|طوكيو|نيودلهي|إسلام آباد|كابول|تل أبيب|تهران|مشهد|اصفهان|شیراز|تبریز|"
    "قم|کابل|لندن|پاریس|اسلام آباد|کراچی|لاہور|پشاور|کوئٹہ|راولپنڈی|دہلی|نئی دہلی|واشنگٹن|ירושלים|תל אביב|"
    "חיפה|नई दिल्ली|दिल्ली|मुंबई|मुम्बई|कोलकाता|चेन्नई|बेंगलुरु|हैदराबाद|अहमदाबाद|पुणे|जयपुर|लखनऊ|कानपुर|"
    "नागपुर|इंदौर|भोपाल|पटना|रांची|वाराणसी|आगरा|चंडीगढ़|देहरादून|रायपुर|प्रयागराज|मेरठ|गोरखपुर|नोएडा|"
    "गाजियाबाद|काठमांडू|वॉशिंगटन|वाशिंगटन|लंदन|ঢাকা|কলকাতা|চট্টগ্রাম|নয়াদিল্লি|சென்னை|புதுடெல்லி|హైదరాబాద్|"
    "กรุงเทพฯ|กรุงเทพมหานคร|เชียงใหม่|ภูเก็ต|北京|上海|广州|廣州|深圳|香港|澳门|澳門|台北|臺北|台中|臺中|台南|臺南|高雄|武汉|武漢|成都|重庆|重慶|天津|"
    "南京|杭州|西安|华盛顿|華盛頓|纽约|紐約|伦敦|倫敦|巴黎|柏林|莫斯科|东京|東京|首尔|首爾|日内瓦|日內瓦|布鲁塞尔|布魯塞爾|联合国|聯合國|大阪|京都|名古屋|札幌|福岡|神戸|横浜|広島|"
    "長崎|仙台|沖縄|那覇|ワシントン|ニューヨーク|ロンドン|パリ|ベルリン|モスクワ|キーウ|キエフ|ソウル|ジュネーブ|ブリュッセル|ローマ|ウィーン|バンコク|シンガポール|ニューデリー|エルサレム|"
    "カイロ|テヘラン|ロサンゼルス|サンパウロ|シドニー|서울|부산|대구|인천|광주|대전|울산|세종|수원|제주|창원|청주|전주|춘천|평양|워싱턴|뉴욕|도쿄|베이징|런던|파리|베를린|모스크바|"
    "제네바|브뤼셀"
)

KNOWN_CITIES = frozenset(
    name.casefold()
    for names in (_EUROPE, _AMERICAS, _ASIA, _AFRICA_OCEANIA, _OTHER_SCRIPTS)
    for name in names.split("|")
)
"""All of them in lower case."""


def is_known_city(place: str) -> bool:
    """Whether a place, or each place of ``Berlin/Paris``, is in the list."""
    parts = [part.strip() for part in place.replace("-", "/").split("/")]
    return place.casefold() in KNOWN_CITIES or all(part.casefold() in KNOWN_CITIES for part in parts)
