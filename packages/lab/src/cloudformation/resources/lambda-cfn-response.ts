/** The module `cfn-response`, which CloudFormation puts beside inline code for Node: `send(event, context, status, data, physicalId, noEcho)`. */
export const CFN_RESPONSE_MODULE = `'use strict';
const https = require('https');

exports.SUCCESS = 'SUCCESS';
exports.FAILED = 'FAILED';

exports.send = (event, context, responseStatus, responseData, physicalResourceId, noEcho) => new Promise((resolve, reject) => {
  const body = JSON.stringify({
    Status: responseStatus,
    Reason: 'See the details in CloudWatch Log Stream: ' + context.logStreamName,
    PhysicalResourceId: physicalResourceId || context.logStreamName,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    NoEcho: noEcho || false,
    Data: responseData,
  });
  const { hostname, pathname, search } = new URL(event.ResponseURL);
  const request = https.request({
    hostname, port: 443, path: pathname + search, method: 'PUT', headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) },
  }, (response) => {
    response.resume();
    resolve(context.done());
  });
  request.on('error', (error) => reject(context.done(error)));
  request.end(body);
});
`;
