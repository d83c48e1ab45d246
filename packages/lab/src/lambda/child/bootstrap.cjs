'use strict';
// the process of one Lambda function: loads the handler once, then answers one invocation after the other over IPC
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { format } = require('node:util');

const LARGEST_RESPONSE = 6291556;
let current;

const send = (message) => { if (process.connected) process.send(message); };
process.on('disconnect', () => process.exit(0));

for (const [method, level] of Object.entries({ log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', debug: 'DEBUG', trace: 'TRACE' })) {
  console[method] = (...args) => {
    const at = new Date();
    send({ kind: 'log', at: at.getTime(), message: `${at.toISOString()}\t${current?.requestId ?? 'undefined'}\t${level}\t${format(...args)}` });
  };
}

const typed = (name, message) => Object.assign(new Error(message), { name });

function errorShape(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  const missing = /Cannot find (?:module|package) '(@aws-sdk\/[^'/]+)/.exec(error.message);
  const hint = missing ? ` (functions of this lab use the AWS SDK packages that are installed beside it: npm install ${missing[1]})` : '';
  return { errorType: error.name, errorMessage: error.message + hint, trace: (error.stack ?? '').split('\n') };
}

async function loadHandler() {
  const [, folder, file, name] = /^(.*\/)?([^./]+)\.(.+)$/.exec(process.env._HANDLER) ?? [];
  if (name === undefined) throw typed('Runtime.MalformedHandlerName', 'Bad handler');
  const base = join(process.env.LAMBDA_TASK_ROOT, folder ?? '', file);
  const found = ['.js', '.mjs', '.cjs'].map((extension) => base + extension).find((path) => existsSync(path));
  if (!found) throw typed('Runtime.ImportModuleError', `Error: Cannot find module '${file}'`);
  let loaded;
  try {
    loaded = await import(pathToFileURL(found).href);
  } catch (error) {
    const name = error instanceof SyntaxError ? 'Runtime.UserCodeSyntaxError' : 'Runtime.ImportModuleError';
    throw ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes(error?.code) || error instanceof SyntaxError
      ? Object.assign(typed(name, `${error.name}: ${error.message}`), { stack: error.stack }) : error;
  }
  const handler = name.split('.').reduce((value, key) => value?.[key], loaded) ?? name.split('.').reduce((value, key) => value?.[key], loaded.default);
  if (typeof handler !== 'function') throw typed('Runtime.HandlerNotFound', `${process.env._HANDLER} is undefined or not exported`);
  return handler;
}

function call(handler, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error === null || error === undefined ? resolve(result) : reject(error));
    Object.assign(context, { done: callback, succeed: resolve, fail: (error) => reject(error ?? new Error('handled')) });
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
    else if (handler.length < 3) resolve(returned);
  });
}

function contextOf({ requestId, deadline, functionArn }) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: functionArn,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

const loading = loadHandler();
loading.catch(() => { /* told to the invocation that waits for it */ });

async function invoke(invocation) {
  current = invocation;
  try {
    const result = await call(await loading, JSON.parse(invocation.event), contextOf(invocation));
    const payload = JSON.stringify(result === undefined ? null : result) ?? 'null';
    if (Buffer.byteLength(payload) > LARGEST_RESPONSE) {
      throw typed('Function.ResponseSizeTooLarge', `Response payload size exceeded maximum allowed payload size (${LARGEST_RESPONSE} bytes).`);
    }
    send({ kind: 'result', requestId: invocation.requestId, payload });
  } catch (error) {
    const shape = errorShape(error);
    console.error('Invoke Error', JSON.stringify({ ...shape, stack: shape.trace, trace: undefined }));
    send({ kind: 'failure', requestId: invocation.requestId, error: shape });
  }
  current = undefined;
}

function died(kind, error) {
  const shape = errorShape(error);
  console.error(kind, JSON.stringify({ ...shape, stack: shape.trace, trace: undefined }));
  if (!process.connected) process.exit(1);
  process.send({ kind: 'failure', requestId: current?.requestId, error: shape, fatal: true }, () => process.exit(1));
}
process.on('uncaughtException', (error) => died('Uncaught Exception', error));
process.on('unhandledRejection', (reason) => died('Unhandled Promise Rejection',
  Object.assign(typed('Runtime.UnhandledPromiseRejection', reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason)), { stack: reason?.stack })));

process.on('message', (message) => { void invoke(message); });
