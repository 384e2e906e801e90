"""Words that the animatic does not know beside the known words that stand in for them, chosen by hand.

Tables only: used verbatim when the thesaurus is made, and as examples from which a sentence encoder goes on. A stand-in
is drawn instead, so it has to look like what was asked for, not only to be heard in its company: a saddle is no horse.
"""

# A known noun: what it may stand in for. Plurals follow by themselves.
NOUNS: dict[str, str] = {
    "man": "person human fellow lad dude bloke chap male gent sir mister father dad daddy husband son uncle brother "
    "king prince emperor lord duke knight soldier warrior sailor pirate captain cowboy hero policeman fireman "
    "fisherman fighter businessman salesman waiter actor wizard monk priest farmer hunter chef cook driver pilot "
    "doctor worker carpenter mechanic painter musician guitarist drummer officer guard boxer athlete player "
    "footballer teacher professor scientist detective thief butler barber clown magician explorer hiker runner "
    "jogger walker stranger traveler traveller pedestrian tourist villager adult boyfriend groom monarch wrestler "
    "samurai ninja viking gladiator postman sportsman stuntman swordsman nobleman archer dealer passenger "
    "diver biker cyclist skier sculptor",
    "woman": "female girlfriend wife mother mom mum mommy mummy mama momma aunt sister queen princess empress "
    "duchess heroine actress waitress nurse maid bride widow dancer ballerina singer businesswoman policewoman "
    "goddess fairy mermaid nun housewife hostess madam countess baroness sorceress stewardess",
    "child": "baby infant toddler teenager teen youngster newborn adolescent pupil schoolchild orphan sibling "
    "preschooler student schoolkid",
    "girl": "daughter niece granddaughter lass maiden",
    "boy": "schoolboy nephew grandson youth",
    "old man": "granddad elder pensioner hermit santa",
    "old woman": "granny nana witch crone",
    "dog": "wolf fox coyote jackal hyena pig boar goat sheep lamb canine pup doggy doggie mutt mongrel retriever "
    "labrador spaniel terrier poodle bulldog beagle collie dalmatian husky corgi dachshund chihuahua greyhound pug "
    "rottweiler dingo raccoon badger hog",
    "cat": "feline tabby lion lioness tiger tigress leopard panther cheetah cougar puma lynx jaguar ferret weasel",
    "horse": "mare foal colt filly steed thoroughbred mustang zebra donkey mule deer stag doe reindeer elk moose "
    "camel llama unicorn giraffe antelope gazelle racehorse bronco",
    "bird": "eagle hawk falcon owl crow raven sparrow pigeon dove seagull gull parrot robin finch blackbird "
    "woodpecker stork heron flamingo pelican chicken hen rooster chick turkey peacock canary vulture kestrel magpie "
    "kingfisher hummingbird albatross ostrich bat lark thrush starling wren",
    "car": "vehicle taxi jeep limousine sedan coupe convertible suv hatchback pickup minivan ambulance cab racecar "
    "roadster limo auto wagon camper",
    "tree": "oak pine birch fir spruce maple willow cedar palm elm aspen acacia beech poplar redwood sapling cypress "
    "sycamore bush shrub conifer evergreen eucalyptus",
    "ball": "baseball softball volleyball handball globe orb marble bead pearl bubble pumpkin melon",
    "box": "carton package parcel suitcase trunk brick dice container cabinet cupboard luggage briefcase casket coffin",
    "balloon": "airship blimp zeppelin dirigible",
    "field": "pasture prairie farmland savanna steppe grassland farm hill hillside valley ranch moor heath cornfield "
    "pitch",
    "garden": "yard backyard orchard vineyard playground patio",
    "beach": "seashore coastline shoreline seafront waterfront riviera sandbank",
    "sea": "gulf bay pacific atlantic mediterranean",
    "desert": "sahara wasteland badlands",
    "snow": "ice blizzard frost arctic antarctic tundra glacier snowfield antarctica",
    "room": "lounge bathroom lobby corridor hallway parlour cellar basement attic apartment bedchamber nursery "
    "hospital shop museum dorm hotel motel inn tavern pub cinema supermarket chamber gallery warehouse dormitory",
    "house": "mansion villa bungalow cabin farmhouse hut manor homestead residence",
    "street": "road highway avenue alley boulevard lane motorway crossroads driveway roadside roadway freeway",
    "pavement": "sidewalk",
    "city": "metropolis york london paris tokyo shanghai manhattan brooklyn chicago berlin",
    "town": "suburb hamlet settlement neighbourhood neighborhood",
    "forest": "woodland grove thicket wilderness",
    "theatre": "theater auditorium opera ballroom cabaret concert circus",
    "dusk": "twilight nightfall gloaming",
    "noon": "midday noontime lunchtime",
    "day": "daytime",
    "night": "nighttime tonight",
    "moonlight": "moonlit starlight",
    "shirt": "blouse tee tunic jersey vest tshirt polo uniform",
    "jacket": "blazer suit tuxedo anorak",
    "coat": "cloak parka raincoat overcoat cape mantle trenchcoat",
    "sweater": "cardigan sweatshirt turtleneck",
    "gown": "robe kimono sari nightgown",
    "dress": "frock sundress",
    "skirt": "kilt miniskirt tutu",
    "trousers": "slacks leggings overalls",
    "jeans": "denim",
    "hat": "helmet bonnet beret fedora sombrero turban crown cowl",
    "robot": "cyborg droid automaton mech",
    "astronaut": "spacewoman",
    "rabbit": "squirrel hamster kangaroo chipmunk guinea mole",
    "cow": "ox cattle calf buffalo bison yak",
    "elephant": "rhino mammoth hippo rhinoceros hippopotamus",
    "bear": "panda gorilla walrus",
    "duck": "goose swan penguin",
    "fish": "trout salmon tuna carp piranha eel",
    "shark": "whale dolphin orca porpoise",
    "butterfly": "bee dragonfly wasp insect firefly ladybug",
    "raptor": "dino tyrannosaurus lizard crocodile reptile alligator",
    "dragon": "wyvern griffin phoenix monster",
    "bus": "tram minibus trolley",
    "truck": "van firetruck tractor",
    "bicycle": "motorcycle scooter motorbike tricycle moped",
    "skateboard": "longboard snowboard sled",
    "boat": "yacht canoe kayak raft ferry vessel gondola rowboat speedboat",
    "plane": "jet aircraft airliner glider",
    "rocket": "spacecraft missile shuttle starship ufo",
    "train": "subway",
    "bottle": "flask jar vase",
    "cup": "teacup goblet pot",
    "lamp": "lantern streetlight candle",
    "backpack": "bag satchel schoolbag",
    "guitar": "violin ukulele cello banjo",
    "sword": "katana saber sabre dagger lightsaber",
    "flag": "pennant",
    "chair": "armchair sofa bench stool couch throne",
    "flower": "sunflower daisy orchid lily blossom plant",
    "tower": "skyscraper lighthouse minaret",
    "castle": "palace citadel",
    "jungle": "swamp",
    "mountain": "peak cliff everest",
    "lake": "lagoon",
    "ocean": "oceans",
    "space": "galaxy cosmos universe",
    "gym": "gymnasium",
    "stadium": "colosseum",
    "classroom": "school university laboratory lab",
    "kitchen": "restaurant bakery cafe",
    "rain": "drizzle downpour shower raindrops",
    "storm": "tempest hurricane tornado",
    "mist": "haze smoke steam",
    "flames": "inferno bonfire blaze",
}
# How the grammar counts those for whom it knows no plural.
PLURALS: dict[str, str] = {"girl": "children", "boy": "children"}
# A known verb: those that look like it. All their forms follow by themselves.
VERBS: dict[str, str] = {
    "walk": "amble saunter trudge plod hike trek tiptoe stride tread wander stagger limp waddle march roam prowl "
    "creep sneak parade patrol promenade hobble strut toddle advance approach",
    "run": "dash scurry scamper trot canter sprint flee scuttle stampede scramble rush hurtle",
    "jump": "climb skip vault bound",
    "sit": "crouch squat kneel perch",
    "dance": "waltz tango boogie groove prance whirl twist sway shimmy",
    "wave": "greet beckon salute gesture signal flap",
    "fly": "glide swoop hover circle",
    "float": "hover waft levitate ascend",
    "roll": "tumble trundle rotate",
    "slide": "skid glide slither",
    "bounce": "rebound ricochet",
    "fall": "drop plummet tumble collapse descend",
    "stand": "pose linger remain stay",
    "drive": "cruise",
    "chase": "pursue hunt follow",
    "ambush": "waylay stalk",
    "dive": "submerge",
    "sink": "founder",
    "splash": "plop",
    "drop": "dunk",
    "hit": "ram bang whack bash punch kick smack",
    "collide": "clash",
    "stop": "halt pause freeze brake",
    "talk": "whisper shout yell argue discuss narrate announce lecture mumble",
    "swim": "paddle wade",
    "spin": "pirouette gyrate revolve",
    "throw": "lob fling chuck",
    "ride": "mount pedal",
    "look": "gaze stare glance peer observe",
    "topple": "overturn capsize",
    "sail": "voyage",
    "catch": "snatch clutch",
    "swing": "dangle",
    "open": "unfurl deploy",
    "score": "dunk",
    "sing": "hum chant",
    "laugh": "giggle chuckle",
    "smile": "grin",
}
# The remaining families do not change with number or tense: colours, sizes, materials, pace, and small words.
OTHERS: dict[str, str] = {
    "red": "scarlet ruby maroon burgundy cherry vermilion reddish carmine",
    "orange": "amber copper",
    "yellow": "yellowish canary saffron",
    "green": "emerald olive jade greenish",
    "blue": "navy turquoise teal cyan azure cobalt aqua sapphire bluish indigo",
    "purple": "lavender lilac mauve magenta amethyst",
    "pink": "fuchsia rosy pinkish",
    "brown": "beige tan bronze khaki brownish hazel",
    "grey": "silver silvery greyish slate",
    "white": "ivory whitish",
    "black": "ebony blackish",
    "golden": "gold gilded",
    "brown haired woman": "brunette",
    "red haired woman": "redhead",
    "surfing man": "surfer surfers",
    "skating man": "skater skateboarder",
    "tiny": "miniature minuscule teeny microscopic wee",
    "small": "mini petite compact smallest",
    "big": "sizable hefty bulky",
    "huge": "massive immense colossal vast mammoth monstrous monumental",
    "tall": "towering lanky",
    "young": "youthful juvenile",
    "elderly": "aged ageing aging ancient",
    "metal": "brass aluminium aluminum tin chrome titanium",
    "wooden": "timber bamboo plywood oaken",
    "rubber": "latex silicone elastic stretchy springy",
    "snowy": "frozen icy frosty wintry arctic",
    "sunny": "sunlit",
    "grassy": "verdant",
    "slowly": "leisurely lazily steadily sluggishly unhurriedly gradually calmly",
    "gently": "lightly delicately carefully tenderly",
    "quietly": "silently calmly peacefully",
    "quickly": "swiftly speedily hastily hurriedly briskly promptly",
    "happily": "joyfully cheerfully merrily gleefully joyously",
    "hard": "forcefully violently vigorously",
    "slow": "sluggish leisurely",
    "fast": "rapid swift speedy quick brisk",
    "happy": "joyful merry glad delighted grinning",
    "thrown": "flung lobbed catapulted chucked",
    "three": "several many numerous countless multiple dozens hundreds",
    "two": "twin both dual double",
    "one": "single lone solitary",
    "pair": "couple",
    "towards": "toward",
    "on": "onto upon",
    "beside": "near alongside",
    "inside": "within",
    "and then": "afterwards",
    "while": "whilst meanwhile",
    "empty": "vacant unoccupied uninhabited desolate",
    "quiet": "silent serene tranquil placid",
    "nobody": "noone",
    "realistic": "naturalistic realism naturalism photoreal photorealism hyperrealism ultrarealistic",
    "the": "my your our",
    "16mm": "10mm 11mm 12mm 14mm 15mm 17mm",
    "24mm": "21mm 22mm 23mm 25mm 26mm",
    "35mm": "30mm 32mm 33mm 45mm",
    "50mm": "55mm 58mm",
    "85mm": "75mm 80mm 90mm",
    "135mm": "120mm 150mm 180mm",
    "300mm": "250mm 400mm 500mm 600mm 800mm",
    "telephoto": "tele",
    "wide angle": "wideangle ultrawide",
    "gopro": "bodycam dashcam helmetcam",
    "closer": "nearer",
    "pushes": "pushing",
    "pulls": "pulling",
    "dollies": "dollying dollied",
    "zooms": "zoomed",
}
# Forms of known words that spelling rules would not find; and numbers, from which an encoder would learn nothing.
WORD_FORMS: dict[str, str] = {
    "three": "four five six seven eight nine ten eleven twelve dozen",
    "stars": "star",
    "mountains": "mountain",
    "dunes": "dune",
    "wings": "wing",
    "clouds": "cloud",
    "men": "folks",
    "is": "was",
    "are": "were",
    "does": "did",
}
# Verbs and adjectives of the grammar whose other forms stand in for themselves.
KNOWN_VERBS = (
    "bounce fall drop jump hop leap roll slide fly rest stand wait walk stroll wander march run jog sprint race "
    "hurry rush dash gallop dive plunge surf skate ambush pounce lurk sit dance wave greet soar glide float drift "
    "rise hover drive chase hunt follow hit collide bump knock crash smash slam strike stop meet come go move stay "
    "keep start begin take stride talk speak sing swim spin throw kick ride look topple launch smile laugh play "
    "sink splash bob land disappear"
)
KNOWN_ADJECTIVES = (
    "tiny little small large big huge tall short old young fast slow high low dark bright warm soft red green blue "
    "black white grey happy cute dry sunny sandy"
)
# What is often heard with a known word but looks like none.
UNLIKE = (
    "animal pet vet veterinary breed bark leash collar paw kennel fur tail saddle stable jockey rider equestrian "
    "horseback hoof beak feather wing nest egg plumage song melody leaf leaves branch root forestry botanical "
    "foliage engine wheel tyre garage fuel traffic automotive chassis windshield bumper motorsport nascar motor "
    "match sport goal team pitcher batting golf cricket hockey packaging shipping delivery shipment storage "
    "cardboard helium inflated birth childhood parental parenting pediatric education age family marriage wedding "
    "love gender sex feminist masculine feminine him herself himself mr mrs snake ant spider mouse rat monkey ape "
    "frog turtle cave bridge rock stone gun piano food cake bread fruit drink tea money war peace law government "
    "party church god religion science history number letter language idea thought feeling sound voice noise arm "
    "leg heart blood bone skin body dead death killed eat sleep say think write read buy sell give get want know "
    "die kill cry listen cover include provide cause become increase reduce develop create build fight attack win "
    "lose play good bad new first last important political national american english german french russian chinese "
    "indian republic county john mary david james robert michael george william thomas smith johnson anna lisa "
    "harry elizabeth charles leather plastic paper cloth cotton silk wool gem jewel dye pigment hue rainbow racial "
    "ethnic size weight volume amount quantity percent significant considerable major minor tremendous "
    "extraordinary minute second week month year century season summer spring autumn suddenly immediately "
    "frequently significantly substantially greatly extremely eventually briefly probably sleeve button pocket "
    "zipper fabric textile laundry fashion clothing outfit wardrobe shoe boot sock glove scarf underwear mayor "
    "minister president senator governor bishop judge lawyer politician architecture construction population "
    "municipality district province territory urban rural coastal maritime naval botanical bop belle nicky skye "
    "molly betsy terri colby greta maria jane emma annie amanda mimi bertha mia bessie nellie maddie mabel "
    "michelle diana serena gwen natasha martha wendy jack rudolf galileo osborn sean mick finn radcliffe mcdowell "
    "welles einstein bonaparte charlemagne murmur ticking peck cock freighter carry ten drawer ford dodge backseat "
    "cavalier mammal hereford holstein pork beef brittany belmont maltese rodeo bucks horned herd barn barrel "
    "holiday weekdays lowland gentry island casa doctorate professorship apprenticeship mustache homme capt user "
    "bud junior door doorway carpet freshman station rental headquarters stalls shelf nightstand ceilings yearbook "
    "facility walls journey eastbound southbound curb surround displays onstage venue neighbour neighbor outskirts "
    "nearby breast miss femme bitch bastard idiot negro psycho parent legend club cameo portable definitely "
    "travels traveling travelling uniformed brilliant venerable longtime highness depot concourse upstairs "
    "downstairs indoor wake timer timing arbor buenos staten westchester yorker entertainer everyday forested "
    "glacial lunch mans midtown oceanic overnight ski skiing tomorrow wooded trailer master gotham ashore barge "
    "bed crested escort jiangsu landfall lunar marketplace marriott ore picnic playboy reside roommate scrap "
    "spherical surf teenage today alpine siberian elementary cart flea shepherd"
)
