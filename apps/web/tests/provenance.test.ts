import { expect, test } from 'vitest';
import { useStudio } from './open-studio.js';
import { resized } from './pictures.js';
import { openPicture, paint } from './stylise-page.js';

const studio = useStudio();

test('a tile names every culture of its card, and the rooms say whose licences they name', async () => {
  const page = await studio().open('stylise');
  await page.getByRole('button', { name: 'Kandinsky European, German, Russian' }).waitFor();
  await openPicture(page, await resized(32, 24));
  await page.getByRole('button', { name: 'Van Gogh Dutch, European, French' }).click();
  await paint(page);
  const credit = page.locator('[data-part=credit]');
  expect(await credit.textContent()).toContain('Licence of the style picturepublic domain');
  await page.getByRole('link', { name: 'About' }).click();
  const entry = page.getByRole('listitem').filter({ hasText: 'Brush strokes in blue and yellow' });
  await entry.getByText('Labels and licences').click();
  await entry.getByText(/^Licences of what it learned from: .*public domain/).waitFor();
  expect(await page.getByRole('main').textContent()).not.toContain('LicenseRef');
  await page.context().close();
});

test('models, cultures, licences and what labels rest on are told in Chinese', async () => {
  const page = await studio().open('stylise');
  await openPicture(page, await resized(32, 24));
  await page.getByRole('button', { name: /^Van Gogh/ }).click();
  await paint(page);
  await page.getByLabel('Language').selectOption('zh');
  await page.getByRole('button', { name: '康定斯基 欧洲、德国、俄罗斯' }).waitFor();
  const credit = page.locator('[data-part=credit]');
  const words = (await credit.textContent())!;
  for (const part of [
    ...['梵高', '《奥维尔的教堂》', '荷兰、欧洲、法国', '风格图片的许可公有领域'],
    '（标注依据：GCompris 画板的说明',
  ]) {
    expect(words).toContain(part);
  }
  expect(await credit.locator('[lang=en]').count()).toBe(0);
  await page.context().close();
});

test('a sample is named and credited in the language of the page, also after a change', async () => {
  const page = await studio().open('stylise', { locale: 'zh-CN' });
  await page.getByRole('button', { name: '圣米歇尔山' }).click();
  await page.getByRole('button', { name: '上总海路' }).click();
  await page.getByText('葛饰北斋《上总海路》').waitFor();
  const name = page.locator('.picture-name');
  expect(await name.textContent()).toContain('圣米歇尔山');
  await page.getByLabel('语言').selectOption('en');
  await page.getByText('Kazusa sea route (Katsushika Hokusai)').waitFor();
  expect(await name.textContent()).toContain('Mont Saint-Michel');
  await page.context().close();
});

test('the models take little room on a telephone', async () => {
  const page = await studio().open('about', { viewport: { width: 390, height: 844 } });
  const list = page.locator('.sources ul').first();
  await list.getByText('Van Gogh', { exact: true }).waitFor();
  expect(await list.getByRole('listitem').count()).toBe(6);
  const { height } = (await list.boundingBox())!;
  expect(height / 6).toBeLessThan(200);
  await page.context().close();
});
