"""The lab's own small boto3, for machines without the real one: clients of a few services, without paginators, waiters and resources."""
import json, os, re, urllib.error, urllib.parse, urllib.request
import xml.etree.ElementTree as xml

JSON = {
    'ecs': 'AmazonEC2ContainerServiceV20141113', 'kms': 'TrentService', 'logs': 'Logs_20140328', 'secretsmanager': 'secretsmanager', 'ssm': 'AmazonSSM',
}
QUERY = {'autoscaling': '2011-01-01', 'sns': '2010-03-31', 'sts': '2011-06-15'}
MISSING = 'boto3 is not installed on this machine, and the small one of the lab has no {}: pip install boto3'


class ClientError(Exception):
    def __init__(self, code, message, operation):
        super().__init__(f'An error occurred ({code}) when calling the {operation} operation: {message}')
        self.response = {'Error': {'Code': code, 'Message': message}}
        self.operation_name = operation


class Exceptions:
    """Each error code is a class of its own."""

    def __init__(self):
        self.classes = {}

    def __getattr__(self, code):
        if code == 'ClientError':
            return ClientError
        return self.classes.setdefault(code, type(code, (ClientError,), {}))


class Client:
    def __init__(self, service, region):
        self._service, self._region, self.exceptions = service, region, Exceptions()

    def __getattr__(self, method):
        if method.startswith('_') or method.startswith('get_paginator') or method == 'get_waiter':
            raise AttributeError(MISSING.format(method))
        operation = ''.join(part.capitalize() for part in method.split('_'))
        return lambda **arguments: self._call(operation, arguments)

    def _call(self, operation, arguments):
        query = self._service in QUERY
        headers = {'Authorization': f"AWS4-HMAC-SHA256 Credential={os.environ['AWS_ACCESS_KEY_ID']}/20260101/{self._region}/{self._service}/aws4_request, "
                   'SignedHeaders=host, Signature=' + '0' * 64, 'X-Amz-Security-Token': os.environ.get('AWS_SESSION_TOKEN', '')}
        if query:
            headers['Content-Type'] = 'application/x-www-form-urlencoded'
            body = urllib.parse.urlencode({'Action': operation, 'Version': QUERY[self._service], **flat(arguments)}).encode()
        else:
            headers.update({'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': f'{JSON[self._service]}.{operation}'})
            body = json.dumps(arguments).encode()
        request = urllib.request.Request(os.environ['AWS_ENDPOINT_URL'], body, headers, method='POST')
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise self._refusal(error.read().decode(), operation, query) from None
        return result_of(text) if query else json.loads(text or '{}')

    def _refusal(self, text, operation, query):
        if query:
            found = {element.tag.rpartition('}')[2]: element.text or '' for element in xml.fromstring(text).iter()}
            code, message = found.get('Code', 'Unknown'), found.get('Message', '')
        else:
            body = json.loads(text)
            code, message = body.get('__type', 'Unknown').rpartition('#')[2], body.get('message', body.get('Message', ''))
        return getattr(self.exceptions, re.sub(r'\W', '', code))(code, message, operation)


def flat(value, prefix=''):
    if isinstance(value, dict):
        pairs = [(f'{prefix}.{key}' if prefix else key, member) for key, member in value.items()]
    elif isinstance(value, (list, tuple)):
        pairs = [(f'{prefix}.member.{index}', member) for index, member in enumerate(value, 1)]
    else:
        return {prefix: str(value).lower() if isinstance(value, bool) else str(value)}
    return {name: text for key, member in pairs for name, text in flat(member, key).items()}


def result_of(text):
    root = xml.fromstring(text)
    result = next((child for child in root if child.tag.endswith('Result')), None)
    return {} if result is None else value_of(result) or {}


def value_of(element):
    children = list(element)
    if not children:
        return element.text or ''
    if all(child.tag.endswith('}member') or child.tag == 'member' for child in children):
        return [value_of(child) for child in children]
    return {child.tag.rpartition('}')[2]: value_of(child) for child in children}


def client(service_name, region_name=None, **options):
    if service_name not in JSON and service_name not in QUERY:
        raise ImportError(MISSING.format(f'client for {service_name}; it has {", ".join(sorted([*JSON, *QUERY]))}'))
    return Client(service_name, region_name or os.environ['AWS_REGION'])


def __getattr__(name):
    raise AttributeError(MISSING.format(name))
