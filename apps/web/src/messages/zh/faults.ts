import type { Messages } from '../catalogue.js';

export const faults: Messages['faults'] = {
  details: '程序的说明',
  dismiss: '知道了',
  restart: '重新启动计算部分',
  kinds: {
    cancelled: { what: '已停止。', wayOn: '什么也没有丢失，随时可以重新开始。' },
    'not-an-image': {
      what: '浏览器无法把它读作图片。',
      wayOn: '请提供 JPEG、PNG、WebP、AVIF 或 GIF 文件。',
    },
    'too-large': {
      what: '这张图片对本设备来说太大了。',
      wayOn: '请缩小图片，或在内存更大的机器上打开。',
    },
    'out-of-memory': {
      what: '内存不足。',
      wayOn: '请关闭其他标签页、换一张较小的图片，或改用 WebAssembly 计算。',
    },
    'context-lost': {
      what: '浏览器收回了显卡。',
      wayOn: '请重新启动计算部分；若再次发生，请改用 WebAssembly 计算。',
    },
    'no-backend': {
      what: '您选择的计算方式在这里无法启动。',
      wayOn: '请在页面上方选择另一种计算方式。',
    },
    'foreign-model': {
      what: '工作室无法读取这个模型。',
      wayOn:
        '请提供模型文件夹的全部文件（model.json、weights.bin、ikat.json）、它们的 zip，或已知生成器的 .pth 或 .safetensors 文件。',
    },
    network: {
      what: '工作室的一个文件无法载入。',
      wayOn: '请检查网络连接后重试。用过的部分离线也能使用。',
    },
    'storage-full': {
      what: '浏览器没有空间保存了。',
      wayOn: '请删除不再需要的模型或训练，或清理磁盘空间。',
    },
    'not-a-judge': {
      what: '这个模型生成图片，而不是评判图片。',
      wayOn: '请提供判别器：训练时每个生成器旁都有一个。',
    },
    'not-a-painter': {
      what: '这个模型评判图片，而不是生成图片。',
      wayOn: '请提供生成器：训练时每个判别器旁都有一个。',
    },
    'foreign-data': {
      what: '工作室无法把它读作一组图像。',
      wayOn: '请提供 28 x 28 图像的 IDX 文件，例如 MNIST 的文件，压缩与否均可。',
    },
    'too-few': {
      what: '可供学习的图片太少。',
      wayOn: '请添加图片：每类十几张可以起步，一百张更好。',
    },
    'too-much': {
      what: '文件太多，工作室无法一次读取。',
      wayOn: '请一次最多提供 2000 个文件、共 2 GB，例如只提供其中一个文件夹。',
    },
    'in-use': {
      what: '这个训练正在另一个标签页或窗口中进行。',
      wayOn: '请到那里继续，或先在那里停止。',
    },
    diverged: {
      what: '训练失稳：某个数值变得无限大。',
      wayOn: '请从上次保存处继续，或以较低的学习率重新开始。',
    },
    other: { what: '出了点问题。', wayOn: '请重试，或重新启动计算部分。' },
  },
};
