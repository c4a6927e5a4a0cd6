// Lets a process of its own, which no test runner transforms for, require the project's TypeScript.
const { readFileSync } = require('node:fs');
const { dirname, resolve } = require('node:path');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const options = {
    filename,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  };
  module._compile(transformSync(readFileSync(filename, 'utf8'), options).code, filename);
};
const original = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  const ours = /^\.{1,2}\//.test(request) && parent?.filename.endsWith('.ts');
  return ours
    ? resolve(dirname(parent.filename), request.replace(/\.js$/, '.ts'))
    : original.call(this, request, parent, ...rest);
};
