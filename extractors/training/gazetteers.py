"""Which words decide between place types, and which name a people, a religion or a language?

Facts of common knowledge, written down for this project.
"""

import pycountry
from babel import Locale

from extractors.training.words import phrases, words

DEMONYMS = words(
    """
    afghan afghans afghani african africans albanian albanians algerian algerians american americans angolan
    angolans arab arabs argentine argentinian argentinians armenian armenians asian asians australian
    australians austrian austrians azerbaijani azeri bahraini bangladeshi bangladeshis basque basques bavarian
    belarusian belgian belgians bengali bengalis berber bolivian bolivians bosnian bosnians bosniak brazilian
    brazilians british briton britons bulgarian bulgarians burmese cambodian cameroonian canadian canadians
    catalan catalans caribbean chechen chechens chilean chileans chinese colombian colombians congolese corsican
    croat croatian croats cuban cubans cypriot czech czechs danish dane danes dutch ecuadorian egyptian
    egyptians emirati english englishman estonian ethiopian ethiopians european europeans filipino filipinos
    finnish finns flemish french frenchman gaelic georgian german germans ghanaian greek greeks guatemalan
    haitian haitians hawaiian hispanic hispanics honduran hungarian hungarians icelandic indian indians
    indonesian indonesians iranian iranians iraqi iraqis irish irishman israeli israelis italian italians
    ivorian jamaican japanese jordanian jordanians kashmiri kazakh kenyan kenyans korean koreans kosovar kurd
    kurdish kurds kuwaiti kyrgyz laotian latin latino latinos latvian lebanese liberian libyan libyans
    lithuanian macedonian malagasy malay malaysian malaysians maltese maori mexican mexicans moldovan mongolian
    mongol montenegrin moroccan moroccans mozambican namibian nepalese nepali nicaraguan nigerian nigerians
    norse norwegian norwegians omani ottoman ottomans pakistani pakistanis palestinian palestinians panamanian
    paraguayan persian persians peruvian peruvians polish pole poles portuguese prussian puerto qatari roman
    romans romanian romanians russian russians rwandan samoan saudi saudis scandinavian scot scots scottish
    senegalese serb serbian serbs sicilian singaporean slav slavic slovak slovakian slovene slovenian somali
    somalis soviet soviets spaniard spaniards spanish sri sudanese swede swedes swedish swiss syrian syrians
    taiwanese tajik tamil tamils tanzanian thai thais tibetan tibetans tunisian tunisians turk turkish turks
    turkmen ugandan ugandans ukrainian ukrainians uruguayan uyghur uyghurs uzbek venezuelan venezuelans
    vietnamese welsh western westerners yemeni yemenis yugoslav zambian zimbabwean zulu texan texans californian
    californians yorkers londoners islamic islamist islamists muslim muslims sunni sunnis shia shiite shiites
    shi'ite shi'ites alawite alawites druze yazidi yazidis christian christians catholic catholics protestant
    protestants orthodox anglican anglicans baptist baptists methodist methodists lutheran lutherans
    presbyterian evangelical evangelicals mormon mormons jew jews jewish zionist zionists hindu hindus buddhist
    buddhists sikh sikhs jain pagan salafi salafist wahhabi calvinist puritan puritans quaker republican
    republicans democrat democrats democratic conservative conservatives labour tory tories whig whigs liberal
    communist communists socialist socialists nazi nazis fascist fascists marxist marxists bolshevik bolsheviks
    leninist maoist maoists ba'athist baathist peronist kemalist zionism
    """
)
# Demonyms that are ordinary words when they stand alone or in lower case parties' names.
AMBIGUOUS_DEMONYMS = words(
    "puerto sri western democratic conservative conservatives liberal labour orthodox latin zionism"
)
LANGUAGES = words(
    "english french german spanish italian portuguese dutch russian arabic hebrew latin greek chinese mandarin "
    "cantonese japanese korean hindi urdu bengali tamil turkish persian farsi pashto kurdish swahili polish czech "
    "swedish norwegian danish finnish hungarian esperanto welsh irish gaelic catalan basque sanskrit"
)
LOCATION_WORDS = words(
    "sea ocean river lake bay gulf mountain mountains mount mt mt. island islands isle isles desert valley "
    "peninsula strait straits cape coast hills hill falls canyon delta basin cave forest plateau heights range "
    "reef beach creek continent hemisphere archipelago atoll volcano glacier moon mars jupiter saturn venus earth "
    "galaxy"
)
LOCATIONS = phrases(
    "europe|asia|africa|antarctica|oceania|north america|south america|latin america|central america|"
    "central asia|south asia|southeast asia|east asia|western europe|eastern europe|central europe|"
    "northern europe|southern europe|middle east|near east|far east|west bank|gaza|gaza strip|golan heights|"
    "sahara|sahel|siberia|balkans|caucasus|levant|maghreb|scandinavia|horn of africa|persian gulf|south pacific|"
    "pacific|atlantic|mediterranean|caribbean|arctic|alps|andes|himalayas|midwest|mid-west|pacific northwest|"
    "silicon valley|west|east|west coast|east coast|sub-saharan africa|north africa|west africa|east africa|"
    "southern africa|crimea|kashmir"
)
FACILITY_WORDS = words(
    "airport bridge street st. avenue ave road rd boulevard building station museum stadium tower towers palace "
    "castle hall square church cathedral temple mosque house center centre hotel memorial garden gardens tunnel "
    "highway base camp prison gallery theatre theater arena park zoo library plaza mansion monument harbour "
    "harbor port dam fort fortress abbey monastery synagogue shrine mall pier railway interstate motorway "
    "lighthouse cemetery farm ranch villa gate"
)
TITLES = words(
    "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor president senator sen. sen representative rep. rep "
    "gov. gov governor minister secretary general gen. colonel col. major maj. captain capt. lieutenant lt. "
    "sergeant sgt. sgt spc cpl. judge justice king queen prince princess lord lady sir dame pope bishop "
    "archbishop rev. rev reverend father sheikh shaikh imam ayatollah chairman chairwoman chancellor ambassador "
    "mayor prime vice deputy chief former admiral commander coach saint detective officer sheriff emperor tsar "
    "sultan duke duchess count baron earl protector speaker director secretary manager"
)
LAW_WORDS = words(
    "act constitution code treaty amendment bill law laws agreement convention protocol charter resolution accord "
    "accords statute directive regulation decree pact covenant"
)
EVENT_WORDS = words(
    "war wars revolution olympics games cup championship championships festival conference summit massacre battle "
    "uprising hurricane cyclone earthquake holocaust election elections referendum awards ceremony crisis "
    "intifada coup"
)

# Countries whose states and provinces English news names.
PARTED_COUNTRIES = words("US GB CA AU IN SY IQ IR UA CN DE NG PK")


def country_names() -> set[tuple[str, ...]]:
    """Return the English names of countries and of their first-level parts, as words."""
    territories = [name for code, name in Locale("en").territories.items() if code.isalpha()]
    parts = [part.name for part in pycountry.subdivisions if part.country_code in PARTED_COUNTRIES]
    plain = [name for name in [*territories, *parts] if name.replace(" ", "").isalpha()]
    return {tuple(name.split()) for name in plain}
