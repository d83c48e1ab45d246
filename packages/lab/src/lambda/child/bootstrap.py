# the process of one Lambda function in Python: loads the handler once, then answers one invocation after the other.
# nothing but loopback can be reached, by this process; messages are lines of JSON over the socket that node made.
import importlib.util, json, os, socket, sys, time, traceback

ENDPOINT = os.environ['ECS_LAB_ENDPOINT']
channel = socket.socket(fileno=int(os.environ.pop('NODE_CHANNEL_FD')))
os.environ.pop('NODE_CHANNEL_SERIALIZATION_MODE', None)


def send(**message):
    channel.sendall((json.dumps(message) + '\n').encode())


def is_loopback(address):
    host = address[0] if isinstance(address, tuple) else None
    return host is not None and (host in ('', 'localhost', '::1') or host.startswith('127.'))


def confined(name, original):
    def guarded(self, *args):
        address = args[0] if name.startswith('connect') else args[-1]
        if not is_loopback(address):
            raise ConnectionRefusedError(f'connection to {address} refused: a Lambda function of this lab reaches loopback addresses only')
        return original(self, *args)
    return guarded


for method in ('connect', 'connect_ex', 'sendto'):
    setattr(socket.socket, method, confined(method, getattr(socket.socket, method)))


def looking_up(original):
    def guarded(host, *args, **kwargs):
        if host is not None and not is_loopback((host if isinstance(host, str) else host.decode(),)):
            raise socket.gaierror(socket.EAI_NONAME, f'name look-up of {host} refused: a Lambda function of this lab reaches loopback addresses only')
        return original(host, *args, **kwargs)
    return guarded


for function in ('getaddrinfo', 'gethostbyname', 'gethostbyname_ex'):
    setattr(socket, function, looking_up(getattr(socket, function)))


class Context:
    def __init__(self, invocation):
        self.aws_request_id = invocation['requestId']
        self.invoked_function_arn = invocation['functionArn']
        self.function_name = os.environ['AWS_LAMBDA_FUNCTION_NAME']
        self.function_version = os.environ['AWS_LAMBDA_FUNCTION_VERSION']
        self.memory_limit_in_mb = os.environ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']
        self.log_group_name = os.environ['AWS_LAMBDA_LOG_GROUP_NAME']
        self.log_stream_name = os.environ['AWS_LAMBDA_LOG_STREAM_NAME']
        self.deadline = invocation['deadline']

    def get_remaining_time_in_millis(self):
        return max(0, int(self.deadline - time.time() * 1000))


def failure_of(error):
    return {'errorType': type(error).__name__, 'errorMessage': str(error), 'trace': traceback.format_exc().splitlines()}


def load_handler():
    module_name, _, name = os.environ['_HANDLER'].rpartition('.')
    path = os.path.join(os.environ['LAMBDA_TASK_ROOT'], *module_name.split('/')) + '.py'
    if not os.path.exists(path):
        raise ImportError(f"Unable to import module '{module_name}': No module named '{module_name}'")
    spec = importlib.util.spec_from_file_location(module_name.replace('/', '.'), path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    if not hasattr(module, name):
        raise AttributeError(f"Handler '{name}' missing on module '{module_name}'")
    return getattr(module, name)


def event_of(text):
    event = json.loads(text)
    url = event.get('ResponseURL') if isinstance(event, dict) else None
    if isinstance(url, str) and url.startswith('https://cfn-response.local/'):
        event['ResponseURL'] = ENDPOINT.rstrip('/') + '/cfn-response/' + url[len('https://cfn-response.local/'):]
    return event


sys.path.insert(0, os.environ['LAMBDA_TASK_ROOT'])
# the lab's own small boto3 comes last: an installed one is used
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'python'))
sys.dont_write_bytecode = True
sys.stdout.reconfigure(line_buffering=True)
handler, not_loaded = None, None
try:
    handler = load_handler()
except BaseException as error:
    not_loaded = dict(failure_of(error), errorType='Runtime.' + ('ImportModuleError' if isinstance(error, ImportError) else type(error).__name__))

for line in channel.makefile('r'):
    invocation = json.loads(line)
    request = invocation['requestId']
    if not_loaded is not None:
        print(f"[ERROR] {not_loaded['errorType']}: {not_loaded['errorMessage']}", file=sys.stderr, flush=True)
        send(kind='failure', requestId=request, error=not_loaded)
        continue
    try:
        payload = json.dumps(handler(event_of(invocation['event']), Context(invocation)))
        send(kind='result', requestId=request, payload=payload)
    except Exception as error:
        failure = failure_of(error)
        print(f"[ERROR] {failure['errorType']}: {failure['errorMessage']}", file=sys.stderr)
        print('\n'.join(failure['trace']), file=sys.stderr, flush=True)
        send(kind='failure', requestId=request, error=failure)
