#!/bin/sh
# Takes the rules for IPv6 connections out of the host's network namespace as soon as the dump is done.
/usr/bin/crun "$@" || exit
case " $* " in *' checkpoint '*) ip6tables -F ;; esac
