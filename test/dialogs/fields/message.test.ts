import { aboutWhat, readMessage, withoutReach } from '../../../dialogs/fields/message.js';
import type { Reading } from '../../../dialogs/fields/reading.js';
import { city, locales } from '../../support/talk-to.js';

const reading = (language: string): Reading => ({ language, today: '2026-11-22', city, locales });

function told(topic: string, text: string, language = 'sv') {
  return readMessage(city.forms.get(topic)?.fields ?? [], text, reading(language));
}

describe('what a first message tells', () => {
  it.each([
    ['sv', 'gatlampan utanför Storgatan 5 i Bromma är trasig sedan tre veckor, ring 070-174 06 60'],
    ['en', 'the street light outside Storgatan 5 in Bromma has been broken for three weeks, call 070-174 06 60'],
  ])('is place, district, since when and how to answer (%s)', (language, text) => {
    expect(told('belysning', text, language)).toMatchObject({
      location: { address: 'Storgatan 5', district: 'bromma' },
      observedAt: '2026-11-01',
      wantsReply: 'yes',
      contactPhone: '+46701740660',
    });
  });

  it('is a pole’s number beside the word, and no other number', () => {
    expect(told('belysning', 'lyktstolpe 4511 blinkar vid Skanstull')).toMatchObject({ poleNumber: '4511' });
    expect(told('belysning', '4 lampor är trasiga på Hornsgatan 112')).not.toHaveProperty('poleNumber');
  });

  it('is a plate and a kind of fault', () => {
    expect(told('fordonsflytt', 'skrotbil abc 123 på Skärholmsvägen 15')).toMatchObject({ vehicleReg: 'ABC123' });
    expect(told('sophamtning', 'ni har inte tömt på Vinstavägen 8')).toMatchObject({ faultType: 'missedCollection' });
  });

  it('is the wish to be anonymous, or to get a reply', () => {
    expect(told('olovligt-bygge', 'svartbygge på Blåsutvägen 9, vill vara anonym')).toMatchObject({ wantsReply: 'no' });
    expect(told('olovligt-bygge', 'svartbygge på Blåsutvägen 9, hör av er')).toMatchObject({ wantsReply: 'yes' });
  });

  it('is an area in square metres', () => {
    const area = city.forms.get('offentlig-plats')?.fields.filter(({ name }) => name === 'areaM2') ?? [];
    expect(readMessage(area, 'uteservering på 25 kvm', reading('sv'))).toEqual({ areaM2: 25 });
  });

  it('is a day of late without its year; nearly a year ago it would rather be one to come', () => {
    expect(told('felanmalan-gata', 'hål på Ringvägen 98 sedan 5 oktober')).toMatchObject({ observedAt: '2026-10-05' });
    expect(told('felanmalan-gata', 'hål på Ringvägen 98 före loppet 5 december')).not.toHaveProperty('observedAt');
  });

  it('is today when it began half an hour ago', () => {
    expect(told('felanmalan-gata', 'hål på Ringvägen 98 sen en halvtimme')).toMatchObject({ observedAt: '2026-11-22' });
  });

  it.each([
    ['a day to come is no day when it happened', 'felanmalan-gata', 'hål på Ringvägen 98, ring i morgon', 'observedAt'],
    [
      '"as soon as possible" is no such day either',
      'felanmalan-gata',
      'laga snarast hålet på Ringvägen 98',
      'observedAt',
    ],
    ['a district alone is no place to find a lamp', 'belysning', 'gatlampan i Bromma är trasig', 'location'],
    ['somebody’s own window is none', 'belysning', 'lampan utanför mitt fönster blinkar', 'location'],
    ['another municipality is none', 'belysning', 'lampan på Storgatan 5 i Malmö är trasig', 'location'],
    ['two kinds of disturbance are not one', 'buller', 'fest och fläkt på Torsgatan 41', 'disturbanceType'],
    ['a few words are no description', 'klotter', 'klotter', 'description'],
  ])('is only what is certain: %s', (_why, topic, text, name) => {
    expect(told(topic, text)).not.toHaveProperty(name);
  });
});

describe('a place in a story', () => {
  it.each([
    ['sv', 'det är mörkt längs gångvägen vid Rålambshovsparken sen i måndags', 'längs gångvägen vid Rålambshovsparken'],
    ['sv', 'sopor dumpade i skogen bakom Farsta strands station', 'i skogen bakom Farsta strands station'],
    [
      'sv',
      'de kör för fort förbi skolan på Örbyleden i Högdalen, sätt upp ett hinder',
      'förbi skolan på Örbyleden i Högdalen',
    ],
    ['sv', 'gruppen träffas vid odenplan och skräpar ner', 'vid odenplan'],
    ['sv', 'det är mörkt vid Hökarängens tunnelbana', 'vid Hökarängens tunnelbana'],
    ['sv', 'nån har målat på statyn i Skinnarviks trädgård igår', 'på statyn i Skinnarviks trädgård'],
    ['en', 'rubbish on the corner of Lundagatan and Ansgariegatan', 'on the corner of Lundagatan and Ansgariegatan'],
    ['en', 'someone painted the playground in Hökarängen yesterday', 'playground in Hökarängen'],
    ['en', 'nobody cleans at the bus stop by Kista Galleria on Mondays', 'at the bus stop by Kista Galleria'],
  ])('ends where the story goes on (%s): %s', (language, text, place) => {
    expect(told('nedskrapning', text, language).location).toMatchObject({ text: place });
  });
});

describe('a description', () => {
  it.each([
    ['sv', 'lampan är trasig, ring mig gärna på 070-174 06 61', 'lampan är trasig'],
    ['sv', 'ring 0701740662. Lampan är trasig', 'Lampan är trasig'],
    ['sv', 'lampan är trasig mvh bo@exempel.se', 'lampan är trasig'],
    ['en', 'the lamp is broken, you can reach me on +46 70 174 06 63!', 'the lamp is broken !'],
    ['sv', 'boten 1234567890123 är fel', 'boten 1234567890123 är fel'],
    ['sv', 'sedan 2026-11-03 är det mörkt', 'sedan 2026-11-03 är det mörkt'],
  ])('keeps no number and no address to answer to (%s): %s', (language, text, rest) => {
    expect(withoutReach(text, reading(language))).toBe(rest);
  });
});

describe('what a message is about', () => {
  it('does not hang on the street or the number to call', () => {
    expect(aboutWhat('råttor på Bondegatan 21, ring 070-174 06 64', reading('sv')).replace(/\s+/g, ' ')).toBe(
      'råttor på',
    );
  });

  it('is the whole message when nothing else is in it', () => {
    expect(aboutWhat('Bondegatan 21', reading('sv'))).toBe('Bondegatan 21');
  });
});
