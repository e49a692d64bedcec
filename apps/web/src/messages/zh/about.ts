import type { Messages } from '../catalogue.js';

export const about: Messages['about'] = {
  heading: '关于这个工作室',
  lead: 'Ikat 是用生成对抗网络做图像风格迁移、并研究其中文化差异的工具。一个想法，多种风格：正如日本、乌兹别克斯坦、印度尼西亚、印度和危地马拉都先染线、后织布。',
  privacy: {
    heading: '一切都不离开这台机器',
    text: '图片、模型和训练都留在本浏览器中。页面只向它所来自的服务器请求自己的文件，不统计任何人；它的安全策略禁止浏览器做其他事。',
    offline: '首次访问之后，没有网络也能使用。',
    kept: '您保存的训练和模型存放在本浏览器中，清除本站数据会删除它们。',
  },
  machine: {
    heading: '这里用什么计算',
    measure: '测量我的机器',
    stop: '停止',
    measuring: '正在测量：每项任务做几次，取中间的时间……',
    hint: '画一张 256 × 256 的图片，训练一步小型 GAN，各六次。',
    stylise: '画 256 × 256（5 个残差块，16 个滤波器）',
    ganStep: '训练一步 GAN（28 × 28，每批 64 张）',
    milliseconds: (time) => `${time < 100 ? time.toFixed(1) : Math.round(time)} 毫秒`,
    copy: '复制为文本',
    copied: '已复制。',
    cores: (count) => `${count} 个处理器线程`,
    report: '结果',
  },
  sources: {
    heading: '图片和模型，以及它们属于谁',
    photos: '照片',
    styles: '风格图片',
    models: '模型',
    noModels: '本工作室没有附带模型。',
    after: (work) => `仿${/^\p{Script=Latin}/u.test(work) ? ' ' : ''}${work}`,
    more: '标注依据与许可',
    licences: (names) => `学习材料的许可：${names}`,
    cultures: '标注的文化：',
    labels: '文化标注来自各来源，并注明依据。标注不是对风格归属的判断。',
    gpl: 'GPL 3.0 全文',
  },
  software: {
    heading: '软件',
    own: 'Ikat 是自由软件，采用 Apache 许可证 2.0。',
    others: '它建立在这些软件之上，许可证随各软件包附带：',
  },
};
