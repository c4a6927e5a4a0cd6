import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OtherSite {
  url: string;
  close(): Promise<void>;
}

/** A page of the city on another host, with a policy as strict as one can be, that has the widget's script tag. */
export async function startOtherSite({
  script,
  lang = 'sv',
  dir = 'ltr',
}: {
  script: string;
  lang?: string;
  dir?: string;
}): Promise<OtherSite> {
  const chat = new URL(script).origin;
  const server = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; script-src ${chat}; frame-src ${chat}; img-src data:`,
    );
    res.end(`<!doctype html><html lang="${lang}" dir="${dir}"><head><title>Staden</title><link rel="icon" href="data:,"></head>
<body><h1>Staden</h1><p><a href="#">En länk</a></p><script src="${script}" defer></script></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
