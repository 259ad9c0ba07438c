/** What `make doctor ARGS=--help` prints. */
export const help = `make doctor ENVIRONMENT=prod [ARGS="--json --var-file FILE …"]

Tells before a deployment what would make it fail, or what would not work
afterwards. It changes nothing in the account. It synthesizes the stack, and
runs terraform init and terraform plan in its folder, as make deploy does.

What it checks:
  - Node.js, Terraform or OpenTofu, and the providers
  - in a rehearsal, whether the local cloud runs
  - the Terraform variables: whether they are set, and accepted by the stack
  - the state: whether it can be reached, whose it is, and who locks it
  - the plan: whether Terraform refuses a change of what is deployed. It plans
    by the state, and asks the account nothing
  - the account, with read-only calls and the credentials of a deployment:
    whether it has room and rights for what the plan creates or replaces
  - what the account has of the environment that is not in its state
  - whether the plan deletes a network or a Redis that others use
  - the certificate, the DNS record and the registration of a domain. The
    variable NAME_SERVER, such as 1.1.1.1, names another DNS server to ask

Each line begins with:
  ok    as a deployment needs it
  note  something to know
  warn  the deployment succeeds, but something does not work yet, or may not; or
        a check could not be made
  FAIL  the deployment would fail, or what it deploys would not work until
        somebody acts

It fails if a line is FAIL, and succeeds otherwise.

ARGS takes the options of make deploy, such as --var, --var-file,
--backend-config and --output FOLDER, but none that changes a state, and:
  --json  print one JSON document instead of lines
  --help  print this text; it needs no ENVIRONMENT

All of it ends within ten seconds after the synthesis. The exception is
terraform init, which may have to download a provider: a deployment needs it, so
it goes on, and says so.
`;
