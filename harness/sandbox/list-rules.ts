// Lists the rules in a network namespace for evidence/ruleset.ts (`lockInRules`). nft sees nftables and iptables-nft
// rules. iptables-legacy has its own tables, which exist only if something used them.

// nft sees the nftables and iptables-nft rules; iptables-legacy has tables of its own, and only if something used them.
export const listRules = `
	nft -j list ruleset
	printf '\\n'
	for tool in iptables-legacy-save ip6tables-legacy-save; do
		command -v $tool >/dev/null && [ -s /proc/net/ip_tables_names ] && $tool
	done; true`;
