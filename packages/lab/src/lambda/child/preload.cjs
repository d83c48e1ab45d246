'use strict';
// loaded before a function's own code, in it and in every node process that it starts: nothing but loopback can be reached,
// and the answers of custom resources go to the lab instead of to a presigned address
const dgram = require('node:dgram');
const dns = require('node:dns');
const http = require('node:http');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');

const RESPONSE_HOST = 'cfn-response.local';
const lab = new URL(process.env.ECS_LAB_ENDPOINT);

const isLoopback = (host) => host === undefined || host === null || host === '' || host === 'localhost' || host === '::1' || host === '[::1]'
  || (net.isIPv4(host) && host.startsWith('127.'));

function refusal(what, code) {
  const error = new Error(`${what} refused: a Lambda function of this lab reaches loopback addresses only`);
  return Object.assign(error, { code, errno: -1, syscall: 'connect' });
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function connectLoopbackOnly(...args) {
  const given = Array.isArray(args[0]) ? args[0] : args;
  const [first, second] = given;
  const options = typeof first === 'object' && first !== null ? first
    : Number.isNaN(Number(first)) ? { path: first } : { port: first, host: typeof second === 'string' ? second : undefined };
  const target = options.path ?? `${options.host ?? 'localhost'}:${options.port}`;
  // node:http passes a null path where there is no socket file
  if ((options.path !== undefined && options.path !== null) || !isLoopback(options.host)) {
    process.nextTick(() => this.destroy(refusal(`connection to ${target}`, 'ECONNREFUSED')));
    return this;
  }
  // an own lookup could turn localhost into anything
  if (options.lookup) options.lookup = undefined;
  return connect.apply(this, args);
};

for (const name of ['send', 'connect']) {
  const original = dgram.Socket.prototype[name];
  dgram.Socket.prototype[name] = function datagramLoopbackOnly(...args) {
    const address = args.slice(1).find((argument) => typeof argument === 'string');
    if (!isLoopback(address)) throw refusal(`datagram to ${address}`, 'ECONNREFUSED');
    return original.apply(this, args);
  };
}

const asks = (name) => /^(lookup|resolve|reverse)/.test(name);
const notFound = (host) => Object.assign(refusal(`name look-up of ${host}`, 'ENOTFOUND'), { hostname: host });
const guard = (owner, settle) => {
  for (const name of Object.getOwnPropertyNames(owner).filter(asks)) {
    const original = owner[name];
    if (typeof original !== 'function') continue;
    owner[name] = function lookUpLoopbackOnly(host, ...rest) {
      return isLoopback(host) ? original.call(this, host, ...rest) : settle(host, rest);
    };
  }
};
const tell = (host, rest) => process.nextTick(rest.at(-1), notFound(host));
const reject = (host) => Promise.reject(notFound(host));
guard(dns, tell);
guard(dns.Resolver.prototype, tell);
guard(dns.promises, reject);
guard(dns.promises.Resolver.prototype, reject);

const responsePath = (path) => `/cfn-response${path.startsWith('/') ? path : `/${path}`}`;

function redirected(original) {
  return function requestOrRedirect(...args) {
    const [first, ...rest] = args;
    const url = typeof first === 'string' || first instanceof URL ? new URL(first) : undefined;
    const options = { ...(url ? { hostname: url.hostname, path: url.pathname + url.search } : first), ...(url && typeof rest[0] === 'object' ? rest[0] : {}) };
    if ((options.hostname ?? options.host) !== RESPONSE_HOST) return original.apply(this, args);
    const callback = args.find((argument) => typeof argument === 'function');
    return request({
      method: options.method, headers: { ...options.headers, host: lab.host }, host: lab.hostname, port: lab.port, path: responsePath(options.path ?? '/'),
    }, callback);
  };
}

const request = http.request;
const getAfter = (send) => function get(...args) {
  const outgoing = send.apply(this, args);
  outgoing.end();
  return outgoing;
};
const httpsRequest = https.request;
http.request = redirected(request);
https.request = redirected(httpsRequest);
http.get = getAfter(http.request);
https.get = getAfter(https.request);

const plainFetch = globalThis.fetch;
if (plainFetch) {
  globalThis.fetch = (input, init) => {
    const url = new URL(typeof input === 'string' || input instanceof URL ? input : input.url);
    if (url.hostname !== RESPONSE_HOST) return plainFetch(input, init);
    return plainFetch(new URL(responsePath(url.pathname + url.search), lab), init ?? (input instanceof Request ? input : undefined));
  };
}
syncBuiltinESMExports();
