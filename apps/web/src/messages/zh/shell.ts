import type { Messages } from '../catalogue.js';
import { cultures } from './cultures.js';

export const shell: Messages['shell'] = {
  title: (room) => `${room} – Ikat 工作室`,
  rooms: { stylise: '风格迁移', train: '训练', judge: '评判', about: '关于' },
  roomsLabel: '房间',
  skip: '跳到正文',
  language: '语言',
  theme: '外观',
  themes: { auto: '跟随系统', light: '浅色', dark: '深色' },
  privacy: '您在这里打开的一切都不会离开这台机器。',
  loading: '正在载入……',
  labelFrom: ['（标注依据：', '）'],
  comma: '、',
  licences: {
    'LicenseRef-PublicDomain': '公有领域',
    'LicenseRef-Douros-FreeForAnyUse': '可任意使用（Douros）',
  },
  cultures,
  roomFailed: '这个房间无法载入。请检查网络连接，然后重新打开。',
  backend: {
    label: '计算方式',
    names: {
      webgl: '显卡（WebGL）',
      webgpu: '显卡（WebGPU）',
      wasm: 'WebAssembly',
      cpu: 'JavaScript',
    },
    automatic: '自动选择',
    unknown: '正在查看……',
    starting: '正在启动……',
    failed: '没有可用的计算方式',
    reason: {
      asked: () => '这是您选择的。',
      gpu: (device) => `本浏览器用 ${device} 绘图，这是这里最快的计算方式。`,
      software: (device) => `本浏览器用软件绘图（${device}），WebAssembly 比它快。`,
      none: () => '本浏览器在这里不提供 WebGL 2，由 WebAssembly 计算。',
    },
    runsOn: (device, precision, version) => `运行于：${device}，${precision}，版本 ${version}。`,
    device: (text) =>
      text.replace(
        /^WebAssembly (with|without) SIMD, (\d+) threads?$/,
        (_, simd: string, threads: string) =>
          `WebAssembly（${simd === 'with' ? '有' : '无'} SIMD），${threads} 个线程`,
      ),
    notLoaded: '需要计算时才会载入。',
    refused: (name, message) => `${name} 未能启动：${message}`,
    change: '改用',
    changeWarns: '更改会中止正在进行的计算。',
    close: '关闭',
  },
};
