# what some tests need beyond Node and git, so that none is skipped: strace, and the aws CLI and cfn-lint in .venv
# sourced by .ci/run; puts .venv/bin first on the PATH
wanted=''
command -v strace >/dev/null || wanted="$wanted strace"
python3 -c 'import ensurepip, venv' 2>/dev/null || wanted="$wanted python3 python3-venv"
if [ -n "$wanted" ]; then
  echo "installing$wanted"
  # shellcheck disable=SC2086
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted || exit 1
fi
if [ "$(cat .venv/.installed 2>/dev/null)" != 'awscli==1.45.11 cfn-lint==1.58.0' ]; then
  echo 'installing the aws CLI and cfn-lint into .venv (about half a minute)'
  python3 -m venv .venv && .venv/bin/pip install --quiet awscli==1.45.11 cfn-lint==1.58.0 || exit 1
  echo 'awscli==1.45.11 cfn-lint==1.58.0' > .venv/.installed
fi
PATH="$PWD/.venv/bin:$PATH"
export PATH
