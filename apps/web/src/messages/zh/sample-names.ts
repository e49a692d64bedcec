/** What the sample pictures show, by their English titles. */
export const titles: Readonly<Record<string, string>> = {
  Alpaca: '羊驼',
  'Bal du moulin de la Galette': '煎饼磨坊的舞会',
  Bee: '蜜蜂',
  Bison: '美洲野牛',
  Butterfly: '蝴蝶',
  'Cafe Terrace at Night': '夜间的露天咖啡座',
  Calf: '小牛',
  Camels: '骆驼',
  Cat: '猫',
  Caterpillar: '毛虫',
  Chicken: '鸡',
  Crab: '螃蟹',
  Crocodile: '鳄鱼',
  Dog: '狗',
  'Entrance Hall of Saint-Paul Hospital': '圣保罗医院的门厅',
  'Girls at the Piano': '弹钢琴的少女',
  'Hawa Mahal, Jaipur': '斋浦尔风之宫',
  'Kazusa sea route': '上总海路',
  Kingfisher: '翠鸟',
  'Mont Saint-Michel': '圣米歇尔山',
  'Painter on His Way to Work': '去作画途中的画家',
  'Portrait of Pere Tanguy': '唐吉老爹',
  Summertime: '夏日',
  'The Church at Auvers-sur-Oise': '奥维尔的教堂',
  'The Dance Class': '舞蹈课',
  'The Langlois Bridge at Arles with Lady with Umbrella': '阿尔勒的朗格卢瓦桥与撑伞的女士',
  'The Ramparts at Aigues-Mortes': '艾格莫尔特的城墙',
};

/** Painters by their Latin names; photographers keep theirs. */
export const painters: Readonly<Record<string, string>> = {
  'Edgar Degas': '埃德加·德加',
  'Frederic Bazille': '弗雷德里克·巴齐耶',
  'Katsushika Hokusai': '葛饰北斋',
  'Mary Cassatt': '玛丽·卡萨特',
  'Pierre-Auguste Renoir': '皮埃尔-奥古斯特·雷诺阿',
  'Vincent van Gogh': '文森特·梵高',
};

/** What labels of culture rest on. */
export const bases: Readonly<Record<string, string>> = {
  'GCompris board caption (artist and title) plus general art-historical knowledge; no museum record was consulted':
    'GCompris 画板的说明（作者与标题）和一般的艺术史知识；未查阅博物馆记录',
  'Unicode block Egyptian Hieroglyphs': 'Unicode 区段“埃及圣书体”',
  'Unicode script of the words': '文字所属的 Unicode 书写系统',
  'font Maya by George Douros (private-use code points after the Thompson catalogue)':
    'George Douros 的字体 Maya（按汤普森目录编排的私用区码位）',
  'package name and header: pgfornament-han, "Chinese traditional motifs"':
    '软件包 pgfornament-han 的名称与文件头：“Chinese traditional motifs”（中国传统纹样）',
  'pgfornament family "vectorian"': 'pgfornament 的“vectorian”系列',
  'place of the motif (GCompris caption / Wikimedia Commons file name)':
    '所摄的地点（GCompris 的说明或维基共享资源的文件名）',
};
