#!/bin/sh
# Tells CloudFormation that a resource is ready, or not, with the options of AWS's own program. The instance itself signs: options that name
# keys, a role or an address change nothing. The lab puts this file at /opt/aws/bin/cfn-signal of every instance.
fail() {
  echo "$1" >&2
  exit 1
}

stack='' resource='' id='' region='' status=SUCCESS
while [ $# -gt 0 ]; do
  case $1 in
    --*=*) option=${1%%=*} value=${1#*=}; shift ;;
    -v | --verbose) shift; continue ;;
    -h | --help) fail 'Usage: cfn-signal --stack <stack> --resource <logical id> --region <region> [-e <exit code> | -s <true|false>] [-i <unique id>]' ;;
    --* | -?) [ $# -ge 2 ] || fail "Error: $1 option requires an argument"; option=$1 value=$2; shift 2 ;;
    -??*) value=${1#-?} option=${1%"$value"}; shift ;;
    *) fail "Error: $1 would be the address of a wait condition handle: the lab has none, use --stack and --resource" ;;
  esac
  case $option in
    --stack) stack=$value ;;
    --resource) resource=$value ;;
    --region) region=$value ;;
    -i | --id) id=$value ;;
    -e | --exit-code)
      case $value in
        0) status=SUCCESS ;;
        '' | *[!0-9-]*) fail "Error: option $option: invalid integer value: '$value'" ;;
        *) status=FAILURE ;;
      esac ;;
    -s | --success)
      case $value in
        true | True | TRUE | 1 | yes) status=SUCCESS ;;
        *) status=FAILURE ;;
      esac ;;
    -r | --reason | -d | --data | -u | --url | -f | --credential-file | --access-key | --secret-key | --role | --http-proxy | --https-proxy) ;;
    *) fail "Error: no such option: $option" ;;
  esac
done
[ -n "$stack" ] && [ -n "$resource" ] || fail 'Error: --stack and --resource are both needed'

# the agent's container takes over from what serves user data: for a moment nobody listens
answer=$(curl -sS --retry 20 --retry-delay 1 --retry-connrefused -w '\n%{http_code}' -H 'Authorization: CFN_V1' \
  --data-urlencode "StackName=$stack" --data-urlencode "LogicalResourceId=$resource" --data-urlencode "UniqueId=$id" \
  --data-urlencode "Region=$region" --data-urlencode "Status=$status" http://127.0.0.1:51679/) || exit 1
case $answer in
  *'
200') ;;
  *) fail "${answer%
*}" ;;
esac
