import { toXml } from '../../../web/open311/xml.js';

const inside = (value: Parameters<typeof toXml>[1]) => toXml('errors', value).split('\n')[1];

describe('an answer in XML', () => {
  it('declares its encoding and names the parts of a list as the standard does', () => {
    expect(toXml('errors', [{ code: 404, description: 'åäö' }])).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<errors><error><code>404</code><description>åäö</description></error></errors>\n',
    );
  });

  it.each([
    [null, '<errors/>'],
    ['', '<errors/>'],
    [[], '<errors/>'],
    [false, '<errors>false</errors>'],
    [0, '<errors>0</errors>'],
    ['<a href="x">&\'</a>', '<errors>&lt;a href=&quot;x&quot;&gt;&amp;&apos;&lt;/a&gt;</errors>'],
    [']]>', '<errors>]]&gt;</errors>'],
    ['a\u0000b\u0008c\u001bd\ufffee\ud800f', '<errors>abcdef</errors>'],
    ['rad\n\tett 🌲', '<errors>rad\n\tett 🌲</errors>'],
  ])('writes %j so that every reader can read it', (value, text) => {
    expect(toXml('errors', value)).toBe(`<?xml version="1.0" encoding="utf-8"?>\n${text}\n`);
  });

  it('puts lists into fields and fields into lists', () => {
    expect(inside({ values: [{ key: 'a', name: null }] })).toBe(
      '<errors><values><value><key>a</key><name/></value></values></errors>',
    );
  });
});
