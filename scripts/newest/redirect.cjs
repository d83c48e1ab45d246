// for child processes of the tests: whoever asks for aws-cdk-lib or constructs gets the copies that AWS_CDK_LIB and CONSTRUCTS name
const Module = require('node:module');

const copies = { 'aws-cdk-lib': process.env.AWS_CDK_LIB, 'constructs': process.env.CONSTRUCTS };
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => resolve(request.replace(/^(aws-cdk-lib|constructs)(?=\/|$)/, (name) => copies[name]), ...rest);
