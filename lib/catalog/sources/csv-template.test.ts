import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TEMPLATE_COLUMNS } from './csv-columns';
import { readCsvTemplate } from './csv-template';

const read = (...lines: string[]) => readCsvTemplate(`${lines.join('\n')}\n`, 'mine', '1');
const firstRow = (...lines: string[]) => read(...lines).book.rows[0];

describe('readCsvTemplate', () => {
  test('reads every unit; a search and a request are priced by the one', () => {
    const header =
      'offer,input,output,cache_read,cache_write,cache_write_1h,reasoning,input_audio,input_image,output_audio,output_image,per_search,per_request';
    expect(firstRow(header, 'lab/m,1,2,0.1,1.25,2,3,4,5,6,7,0.01,0.005')?.rates).toEqual({
      input: 1,
      output: 2,
      cacheRead: 0.1,
      cacheWrite: 1.25,
      cacheWrite1h: 2,
      reasoning: 3,
      inputAudio: 4,
      inputImage: 5,
      outputAudio: 6,
      outputImage: 7,
      webSearch: 10_000,
      request: 5_000,
    });
  });

  test('lines with a threshold add context tiers to the price before them', () => {
    const row = firstRow(
      'offer,above_tokens,from_tokens,input,output',
      'lab/m,,,3,15',
      ',200000,,6,22.5',
      'lab/m,,512000,9,30',
    );
    expect(row?.contextTiers).toEqual([
      { thresholdTokens: 200_000, inclusive: false, rates: { input: 6, output: 22.5 } },
      { thresholdTokens: 512_000, inclusive: true, rates: { input: 9, output: 30 } },
    ]);
  });

  test('hours: windows separated by semicolons, with days and a zone for all of them', () => {
    const row = firstRow(
      'offer,weekdays,from_time,to_time,time_zone,input',
      'lab/m,Mon-Fri,01:00;06:00,04:00;10:00,Asia/Shanghai,1',
    );
    const shared = { weekdays: 0b0111110, timeZone: 'Asia/Shanghai' };
    expect(row?.clock).toEqual([
      { ...shared, startSecond: 3600, endSecond: 14_400 },
      { ...shared, startSecond: 21_600, endSecond: 36_000 },
    ]);
    const weekend = firstRow('offer,weekdays,input', 'lab/m,Sat Sun,1');
    expect(weekend?.clock).toEqual([{ weekdays: 0b1000001, startSecond: 0, endSecond: 86_400 }]);
  });

  test('a currency is of the whole file, and a price is judged in USD', () => {
    const header = 'offer,input,currency,usd_per_unit,rate_date,rate_source';
    const { book, rejected } = read(
      header,
      'lab/a,90000,JPY,0.0065,2026-01-31,ECB',
      'lab/b,300,,,,',
      'lab/c,1,EUR,1.1,2026-01-31,ECB',
    );
    expect(book.currency).toEqual({ code: 'JPY', usdPerUnit: 0.0065, rateDate: '2026-01-31', source: 'ECB' });
    expect(book.rows.map((row) => row.offerId)).toEqual(['lab/a', 'lab/b']);
    expect(rejected).toEqual([{ entry: 'line 4 (lab/c)', reason: expect.stringContaining('one currency') }]);
  });

  test('every bad line is left out with its number and reason, the others stay', () => {
    const header = 'offer,tier,from,to,weekdays,from_time,to_time,time_zone,above_tokens,from_tokens,input,context';
    const cases: readonly (readonly [line: string, reason: string])[] = [
      ['gpt-4o,,,,,,,,,,1,', 'offer is not provider/model'],
      ['lab/a,,,,,,,,,,,', 'no price on this line'],
      ['lab/b,,,,,,,,,,-1,', 'input is not a price'],
      ['lab/c,,,,,,,,,,2500000,', 'check the unit'],
      ['lab/d,,,,,,,,,,0.0000025,', 'check the unit'],
      ['lab/e,fast,,,,,,,,,1,', 'tier is not one of'],
      ['lab/f,,2026-02-31,,,,,,,,1,', 'from is not an ISO date'],
      ['lab/g,,2026-02-01,2026-02-01,,,,,,,1,', 'to is not after from'],
      ['lab/h,,,,Mo-Fr,,,,,,1,', 'weekdays'],
      ['lab/i,,,,,22:00,06:00,,,,1,', 'two windows'],
      ['lab/j,,,,,01:00,04:00,Mars/Base,,,1,', 'time_zone'],
      ['lab/k,,,,,01:00;05:00,04:00,,,,1,', 'another number of windows'],
      [',,,,,,,,200000,,6,', 'the line before is missing or wrong'],
      ['lab/m,,,,,,,,,,1,many', 'context is not a token count'],
      ['lab/n,,,,,,,,,,1,1,surplus', 'as many cells'],
    ];
    const { book, rejected } = read(header, ...cases.map(([line]) => line), 'lab/good,,,,,,,,,,1,');
    expect(book.rows.map((row) => row.offerId)).toEqual(['lab/good']);
    expect(rejected.map(({ entry }) => Number(/\d+/.exec(entry)?.[0]))).toEqual(cases.map((_, at) => at + 2));
    for (const [at, [, reason]] of cases.entries()) expect(rejected[at]?.reason).toContain(reason);
  });

  test('a price whose tier cannot be read is left out too: no long call is priced without it', () => {
    const { book, rejected } = read('offer,above_tokens,input', 'lab/a,,3', ',200000,six', 'lab/b,,1');
    expect(book.rows.map((row) => row.offerId)).toEqual(['lab/b']);
    expect(rejected.map(({ entry }) => entry)).toEqual(['line 3', 'line 2 (lab/a)']);
  });

  test('a second price at the same time is left out; other regions, hours and dates are none', () => {
    const { book, rejected } = read(
      'offer,region,from,to,from_time,to_time,time_zone,input',
      'lab/m,,,2026-01-01,,,,1',
      'lab/m,,2026-01-01,,,,,2',
      'lab/m,eu,,,,,,3',
      'lab/m,,2026-01-01,,08:00,12:00,,4',
      'lab/m,,2026-06-01,,,,,5',
      'lab/m,,2026-01-01,,09:00,10:00,Europe/Berlin,6',
    );
    expect(book.rows.map((row) => row.rates.input)).toEqual([1, 2, 3, 4]);
    expect(rejected.map(({ entry }) => entry)).toEqual(['line 6 (lab/m)', 'line 7 (lab/m)']);
    expect(rejected[0]?.reason).toContain('line 3');
  });

  test('the template that the app offers is read without a remark', () => {
    const text = readFileSync(new URL('../../../public/waybill-prices.csv', import.meta.url), 'utf8');
    const { book, rejected } = readCsvTemplate(text, 'template', '1');
    expect(rejected).toEqual([]);
    expect(book.rows.map((row) => row.contextTiers.length)).toEqual([0, 0, 1, 0, 0]);
    expect(text.split('\n')[0]).toBe(TEMPLATE_COLUMNS.join(','));
  });

  test.each([
    ['no header', 'input,output\n1,2\n', 'no column "offer"'],
    ['an unknown column', 'offer,inptu\nlab/m,2\n', 'unknown column "inptu"'],
    ['no line', 'offer,input\n', 'no price line'],
    ['only bad lines', 'offer,input\nlab/m,x\nm,1\n', 'line 2 (lab/m): input is not a price: "x"; line 3 (m)'],
  ])('%s is refused', (_name, text, message) => {
    expect(() => readCsvTemplate(text, 'mine', '1')).toThrow(message);
  });
});
