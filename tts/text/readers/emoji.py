"""Codes of emoji, such as `:tada:`, as GitHub and Slack have them -> EMOJI."""

from __future__ import annotations

import re
import unicodedata

from tts.regex import regex

EMOJI_CODES = regex(r"(?<![\w:/])(?::[a-z0-9_+-]{1,50}:)+(?![\w/])")
"""What may be codes of emoji, one directly after the other."""

_CODE = regex(r"[^:]+")
_SKIN = regex(r"skin-tone-[2-6]|(?P<name>.+)_tone[1-5]")
_PICTURES = ((0x1F300, 0x1FAFF), (0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x231A, 0x23FF))
_ENDINGS = ("", " FACE", " SIGN", " SYMBOL", " WITH FACE")
_LISTED = """
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 100 💯 1234 🔢 tada 🎉 smile 😄 smiley 😃 grin 😁 laughing 😆
satisfied 😆 sweat_smile 😅 joy 😂 rofl 🤣 blush 😊 innocent 😇 wink 😉 heart_eyes 😍 kissing_heart 😘
kissing 😗 yum 😋 stuck_out_tongue 😛 stuck_out_tongue_winking_eye 😜 sunglasses 😎 nerd_face 🤓
star_struck 🤩 partying_face 🥳 smirk 😏 unamused 😒 disappointed 😞 pensive 😔 worried 😟 confused 😕
slightly_frowning_face 🙁 slightly_smiling_face 🙂 upside_down_face 🙃 cry 😢 sob 😭 angry 😠 rage 😡
exploding_head 🤯 flushed 😳 scream 😱 fearful 😨 cold_sweat 😰 hugs 🤗 thinking 🤔 shushing_face 🤫
neutral_face 😐 expressionless 😑 no_mouth 😶 roll_eyes 🙄 grimacing 😬 relieved 😌 sleeping 😴 mask 😷
dizzy_face 😵 cowboy_hat_face 🤠 smiling_imp 😈 skull 💀 poop 💩 hankey 💩 shit 💩 clown_face 🤡 ghost 👻
alien 👽 space_invader 👾 robot 🤖 smiley_cat 😺 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊 heart ❤️
orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 broken_heart 💔
two_hearts 💕 sparkling_heart 💖 heartpulse 💗 heartbeat 💓 cupid 💘 boom 💥 collision 💥 anger 💢
sweat_drops 💦 dash 💨 bomb 💣 speech_balloon 💬 thought_balloon 💭 zzz 💤 wave 👋 raised_hand ✋
vulcan_salute 🖖 ok_hand 👌 v ✌️ crossed_fingers 🤞 metal 🤘 call_me_hand 🤙 point_left 👈 point_right 👉
point_up_2 👆 point_up ☝️ point_down 👇 fist ✊ punch 👊 facepunch 👊 clap 👏 raised_hands 🙌 open_hands 👐
handshake 🤝 pray 🙏 writing_hand ✍️ muscle 💪 eyes 👀 ear 👂 brain 🧠 baby 👶 facepalm 🤦 shrug 🤷
woman_shrugging 🤷‍♀️ man_shrugging 🤷‍♂️ runner 🏃 running 🏃 dancer 💃 family 👪 dog 🐶 cat 🐱 mouse 🐭
rabbit 🐰 fox_face 🦊 bear 🐻 panda_face 🐼 tiger 🐯 cow 🐮 pig 🐷 frog 🐸 monkey_face 🐵 chicken 🐔
penguin 🐧 bird 🐦 unicorn 🦄 horse 🐴 bee 🐝 honeybee 🐝 bug 🐛 butterfly 🦋 snail 🐌 ant 🐜 beetle 🐞
lady_beetle 🐞 turtle 🐢 snake 🐍 octopus 🐙 crab 🦀 whale 🐳 dolphin 🐬 fish 🐟 elephant 🐘 camel 🐫 sheep 🐑
feet 🐾 bouquet 💐 rose 🌹 sunflower 🌻 tulip 🌷 seedling 🌱 evergreen_tree 🌲 deciduous_tree 🌳 cactus 🌵
herb 🌿 four_leaf_clover 🍀 maple_leaf 🍁 leaves 🍃 grapes 🍇 watermelon 🍉 lemon 🍋 banana 🍌 apple 🍎
strawberry 🍓 tomato 🍅 avocado 🥑 corn 🌽 bread 🍞 cheese 🧀 hamburger 🍔 fries 🍟 pizza 🍕 taco 🌮 egg 🥚
sushi 🍣 icecream 🍦 doughnut 🍩 cookie 🍪 cake 🍰 birthday 🎂 coffee ☕ tea 🍵 wine_glass 🍷 beer 🍺 beers 🍻
champagne 🍾 clinking_glasses 🥂 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 globe_with_meridians 🌐
world_map 🗺️ mountain ⛰️ house 🏠 office 🏢 hospital 🏥 school 🏫 factory 🏭 construction 🚧
rotating_light 🚨 rocket 🚀 airplane ✈️ helicopter 🚁 ship 🚢 boat ⛵ sailboat ⛵ anchor ⚓ car 🚗
red_car 🚗 taxi 🚕 bus 🚌 train 🚋 bike 🚲 traffic_light 🚥 hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚
alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ sunny ☀️ cloud ☁️ partly_sunny ⛅ rainbow 🌈 umbrella ☔
zap ⚡ snowflake ❄️ snowman ⛄ fire 🔥 droplet 💧 ocean 🌊 star ⭐ star2 🌟 stars 🌠 sparkles ✨ dizzy 💫
moon 🌔 full_moon 🌕 new_moon 🌑 sun_with_face 🌞 balloon 🎈 confetti_ball 🎊 gift 🎁 jack_o_lantern 🎃
christmas_tree 🎄 fireworks 🎆 ribbon 🎀 ticket 🎫 trophy 🏆 medal_sports 🏅 1st_place_medal 🥇
2nd_place_medal 🥈 3rd_place_medal 🥉 soccer ⚽ basketball 🏀 football 🏈 tennis 🎾 dart 🎯 video_game 🎮
game_die 🎲 jigsaw 🧩 art 🎨 mortar_board 🎓 crown 👑 gem 💎 bell 🔔 no_bell 🔕 musical_note 🎵 notes 🎶
microphone 🎤 headphones 🎧 guitar 🎸 iphone 📱 phone ☎️ telephone ☎️ battery 🔋 electric_plug 🔌
computer 💻 desktop_computer 🖥️ printer 🖨️ keyboard ⌨️ floppy_disk 💾 cd 💿 dvd 📀 movie_camera 🎥
clapper 🎬 tv 📺 camera 📷 mag 🔍 mag_right 🔎 bulb 💡 flashlight 🔦 notebook 📓 closed_book 📕 book 📖
open_book 📖 green_book 📗 blue_book 📘 orange_book 📙 books 📚 page_facing_up 📄 newspaper 📰 bookmark 🔖
label 🏷️ moneybag 💰 dollar 💵 euro 💶 credit_card 💳 chart 💹 email 📧 envelope ✉️ e-mail 📧
incoming_envelope 📨 inbox_tray 📥 outbox_tray 📤 package 📦 mailbox 📫 pencil2 ✏️ pencil 📝 memo 📝
briefcase 💼 file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ calendar 📆 date 📅
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 clipboard 📋 pushpin 📌
round_pushpin 📍 paperclip 📎 scissors ✂️ wastebasket 🗑️ lock 🔒 unlock 🔓 closed_lock_with_key 🔐 key 🔑
hammer 🔨 hammer_and_wrench 🛠️ wrench 🔧 nut_and_bolt 🔩 gear ⚙️ link 🔗 chains ⛓️ toolbox 🧰 magnet 🧲
test_tube 🧪 dna 🧬 microscope 🔬 telescope 🔭 satellite 📡 syringe 💉 pill 💊 door 🚪 shopping_cart 🛒
warning ⚠️ no_entry ⛔ no_entry_sign 🚫 stop_sign 🛑 radioactive ☢️ biohazard ☣️ arrow_up ⬆️
arrow_right ➡️ arrow_down ⬇️ arrow_left ⬅️ arrow_forward ▶️ arrows_counterclockwise 🔄 back 🔙 end 🔚
soon 🔜 top 🔝 recycle ♻️ infinity ♾️ heavy_check_mark ✔️ white_check_mark ✅ ballot_box_with_check ☑️
x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕ heavy_minus_sign ➖ question ❓ grey_question ❔
exclamation ❗ heavy_exclamation_mark ❗ bangbang ‼️ interrobang ⁉️ copyright ©️ registered ®️ tm ™️
hash #️⃣ zero 0️⃣ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣
keycap_ten 🔟 information_source ℹ️ ok 🆗 new 🆕 up 🆙 cool 🆒 free 🆓 sos 🆘 vs 🆚 red_circle 🔴
orange_circle 🟠 yellow_circle 🟡 green_circle 🟢 large_blue_circle 🔵 white_circle ⚪ black_circle ⚫
small_blue_diamond 🔹 large_blue_diamond 🔷 small_orange_diamond 🔸 triangular_flag_on_post 🚩
checkered_flag 🏁 rainbow_flag 🏳️‍🌈 pirate_flag 🏴‍☠️ de 🇩🇪 es 🇪🇸 fr 🇫🇷 gb 🇬🇧 uk 🇬🇧 it 🇮🇹
jp 🇯🇵 kr 🇰🇷 cn 🇨🇳 ru 🇷🇺 us 🇺🇸 eu 🇪🇺 ukraine 🇺🇦 canada 🇨🇦 australia 🇦🇺 india 🇮🇳
"""
"""Names that Unicode does not have for these emoji, or has for others."""
_EMOJI = dict(zip(_LISTED.split()[::2], _LISTED.split()[1::2], strict=True))


def show_emoji(codes: str) -> str | None:
    """Return the emoji of `codes`, such as `:tada::fire:`; None if one of them is not known."""
    emoji = [_emoji_of(code) for code in _CODE.findall(codes)]
    return "".join(found for found in emoji if found) if None not in emoji else None


def _emoji_of(code: str) -> str | None:
    """Return the emoji of a code, "" for the tone of the skin of the one before; None if there is none."""
    tone = _SKIN.fullmatch(code)
    if tone:
        code = tone["name"]
        if not code:
            return ""
    if code.startswith("flag-") and re.fullmatch("[a-z]{2}", code[5:]):
        return "".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in code[5:])
    return _EMOJI.get(code) or _named_emoji(code)


def _named_emoji(code: str) -> str | None:
    """Return the pictograph that Unicode names as `code` does, None if there is none."""
    for ending in _ENDINGS:
        try:
            character = unicodedata.lookup(code.replace("_", " ").replace("-", " ") + ending)
        except KeyError:
            continue
        if len(character) == 1 and any(first <= ord(character) <= last for first, last in _PICTURES):
            return character
    return None
