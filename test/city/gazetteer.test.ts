import { isOneSlipAway } from '../../city/gazetteer.js';
import { CITY } from '../support/registry.js';

describe('a street', () => {
  it.each([
    ['gatlampan utanför Storgatan 5 i Bromma är trasig', 'Storgatan 5', '5'],
    ['hornsgatan 12 b', 'hornsgatan 12b', '12b'],
    ['Sankt Eriksgatan 33', 'Sankt Eriksgatan 33', '33'],
    ['jag bor på Kungsholms strand 127', 'Kungsholms strand 127', '127'],
    ['vid Odenplan 3', undefined, undefined],
    ['Stora Nygatan 4, 2 tr', 'Stora Nygatan 4', '4'],
    ['a hole on Götgatan near 7-eleven', 'Götgatan', undefined],
    ['sopor på Sveavägen och sedan Valhallavägen 8', 'Valhallavägen 8', '8'],
    ['Hökarängsplan 2', undefined, undefined],
    ['gatan är full av snö', undefined, undefined],
  ])('in "%s"', (text, found, number) => {
    const { street } = CITY.whereIn(text);
    expect([street?.text, street?.number]).toEqual([found, number]);
  });
});

describe('a district', () => {
  it('is understood although one letter is wrong, and then it is worth asking', () => {
    expect(CITY.whereIn('jag bor i Skärholmn')).toMatchObject({ districts: ['skarholmen'], misspelt: true });
    expect(CITY.whereIn('vid Kugnsholmen')).toMatchObject({ districts: ['kungsholmen'], misspelt: true });
  });

  it('is certain when it is spelt right', () => {
    expect(CITY.whereIn('Norra Ängby')).toMatchObject({ districts: ['bromma'], misspelt: false });
  });

  it('is one of several when the text names several', () => {
    expect(CITY.whereIn('mellan Farsta och Bromma').districts.sort()).toEqual(['bromma', 'farsta']);
  });

  it('is not guessed from other words', () => {
    expect(CITY.whereIn('kistan på vinden är full, hallå').districts).toEqual([]);
  });
});

describe('another municipality', () => {
  it.each([
    ['Storgatan 5 i Malmö', 'Malmö'],
    ['i Solna centrum', 'Solna'],
    ['vi bor i jakobsberg', 'Järfälla'],
  ])('is recognised in "%s"', (text, outside) => expect(CITY.whereIn(text).outside).toBe(outside));

  it('is not what somebody means who names a district of the city too', () => {
    expect(CITY.whereIn('på gränsen till Solna, i Järva').outside).toBeUndefined();
  });
});

it.each([
  ['bromma', 'broma', true],
  ['bromma', 'bromme', true],
  ['bromma', 'borмma', false],
  ['kungsholmen', 'kugnsholmen', true],
  ['farsta', 'farstaa', true],
  ['farsta', 'tensta', false],
])('"%s" and "%s": one slip of the finger is %s', (a, b, one) => expect(isOneSlipAway(a, b)).toBe(one));
