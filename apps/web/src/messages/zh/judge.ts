import type { Messages } from '../catalogue.js';

export const judge: Messages['judge'] = {
  heading: '评判',
  lead: '判别器学会了区分某种风格的图片与仿作。在这里，它会逐块说明您的图片在它看来有多像它的风格。',
  discriminator: {
    title: '由谁评判？',
    kept: '本浏览器保存的判别器',
    none: '只有判别器才能评判，而本浏览器还没有保存判别器。几分钟就能训练一个：',
    setUp: '用示例图片准备两个 GAN',
    toTraining: '前往您的训练',
    steps: [
      '开始训练。两个网络先各自学习到第 300 步，然后开始迁移；训练越久，判别器越有把握。',
      '停止。在“带走网络”处选择目标判别器，再选“用它评判一张图片”。',
    ],
    noneShips: '工作室没有附带判别器：它说什么取决于它见过的图片。您也可以提供自己的判别器文件：',
    files: '自己的判别器',
    drop: '拖入模型文件夹的文件、zip、.pth 或 .safetensors 文件。',
    choose: '选择文件',
    chosen: (names) => `已选择：${names}`,
    facts: (architecture, trainedOn) =>
      trainedOn ? `${architecture}，训练数据：${trainedOn}。` : `${architecture}。`,
  },
  pictures: {
    title: '评判什么？',
    drop: '把要评判的图片拖到这里。',
    choose: '选择图片',
    samples: '或使用工作室自带的图片：',
    remove: (name) => `移除 ${name}`,
    compare: '与原图和风格图比较',
    compareAbout: '提供生成图片所用的照片和一张该风格的图片，就能测量保留了什么、达到了什么。',
    original: '原图',
    style: '该风格的一张图片',
    chooseOne: '选择图片',
    clear: '移除',
  },
  size: '将短边缩放为',
  sizeText: (pixels) => `${pixels} 像素`,
  sizeHint: '判别器在训练时的尺寸上评判得最好。',
  begin: '评判',
  needs: '请先选择一个判别器和至少一张图片。',
  working: (done, all) => `正在评判第 ${done + 1} / ${all} 张…`,
  stop: '停止',
  verdict: {
    title: '结论',
    choose: '已评判的图片',
    number: (percent) => `与其风格相似 ${percent}`,
    words: {
      clearly: '它明确认为这张图片属于它的风格。',
      rather: '它倾向于认为这张图片属于它的风格。',
      undecided: '它无法决定。',
      hardly: '它倾向于认为这张图片不属于它的风格。',
      no: '它明确认为这张图片不属于它的风格。',
    },
    details: (probability, score) =>
      `sigmoid(分数) 的平均值 ${probability}，原始分数平均值 ${score}。`,
    map: (best, worst) => `覆盖在图片上的分数图。最像该风格的部分在${best}，最不像的在${worst}。`,
    places: {
      top: '上方',
      middle: '中部',
      bottom: '下方',
      left: '左侧',
      centre: '中间',
      right: '右侧',
    },
    place: (row, column) => `${row}${column}`,
    opacity: '分数图的不透明度',
    opacityText: (percent) => `${percent} %`,
    legend: { low: '不是它的风格', middle: '无法决定', high: '是它的风格' },
    patch: (pixels) =>
      `每一块评判缩放后图片中约 ${pixels} x ${pixels} 像素的区域，因此各块相互重叠。`,
    noMap: '这个判别器只给整张图片一个分数，没有分数图。',
  },
  caveats: {
    title: '这有多大意义',
    list: [
      '这是一个网络依据其训练图片的意见，不是人的意见，也不衡量美或真伪。',
      '判别器看的是噪点、清晰度、颜色等细节；对与训练图片毫不相似的图片，它的评判近乎随机。',
      '只有用对数损失训练（单个或两个 GAN）时，这个数才是概率；否则它只能给图片排序。',
      '训练初期它知道得很少。',
    ],
  },
  distances: {
    title: '保留与达到',
    content: (words, distance) => `内容：${words}（距离 ${distance}）。`,
    contentWords: {
      all: '几乎全部保留',
      most: '大部分保留',
      part: '部分保留',
      little: '保留很少',
    },
    styleCloser: (percent, now, before) =>
      `风格：从原图到该风格的路程已走完 ${percent}（距离 ${now}，原图为 ${before}）。`,
    styleFarther: (now, before) =>
      `风格：这张图片比原图离该风格更远（距离 ${now}，原图为 ${before}）。`,
    styleOnly: (now) => `风格：距离 ${now}。添加原图即可看到原有的距离。`,
    about: '用 Ikat 自带的 Inception 主干的特征测量：0 表示相同。不可与 LPIPS 或 FID 比较。',
  },
};
