'use strict';
// stands in the bundle for modules that only docker engines over ssh and BuildKit sessions need: the lab uses neither
module.exports = new Proxy({}, {
  get(_, name) {
    if (name === '__esModule') return false;
    return class {
      constructor() {
        throw new Error(`${String(name)} is left out of this bundle: the lab uses no ssh and no BuildKit session`);
      }
    };
  },
});
